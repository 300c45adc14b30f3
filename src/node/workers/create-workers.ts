import path from 'node:path';
import type { CachedWorkerData } from './cached-worker.js';
import { LanguageThreads } from './language-threads.js';
import { engineData, type EngineFlags } from './set-v8-flags.js';
import type { TypeScriptTasks } from './typescript-tasks.js';
import { WorkerPool } from './worker-pool.js';

export interface WorkersOptions {
  /** Absolute path of the workspace folder. */
  readonly root: string;
  /** Absolute path of the folder with the built workers. */
  readonly distDir: string;
  /** The user's cache folder, see `cacheDirectory`. */
  readonly cacheFolder: string;
  /** Nobody waits for the calling thread, as in a CLI: work that is little may be done on it. */
  readonly mayBlock?: boolean;
  /** Where the process is our own. */
  readonly v8Flags?: EngineFlags;
}

/** Where languages are read; threads start when there is work for them. */
export interface Workers {
  readonly languages: LanguageThreads;
  readonly typescript: WorkerPool<TypeScriptTasks>;
}

/** The compiler and what it has read of a project take memory that nobody needs between migrations: five minutes. */
const typescriptIdle = { ms: 5 * 60_000 };

export function createWorkers(options: WorkersOptions): Workers {
  const { root, distDir, cacheFolder, mayBlock = false, v8Flags } = options;
  const script = path.join(distDir, 'typescript-worker.js');
  const folder = path.join(cacheFolder, 'code');
  const cached: CachedWorkerData = { script, keepAfter: 'plan', folder, root, ...engineData(v8Flags) };
  return {
    languages: new LanguageThreads({ distDir, mayBlock, v8Flags }),
    typescript: new WorkerPool(path.join(distDir, 'cached-worker.js'), 1, typescriptIdle, cached),
  };
}
