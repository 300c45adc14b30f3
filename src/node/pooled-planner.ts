import path from 'node:path';
import type { Operation } from '../app/operation.js';
import type { Planner } from '../app/ports/planner.js';
import type { PlanRequest, PlanWithBytes } from '../core/rewrite/plan-request.js';
import { languageOfPath } from '../core/workspace/workspace-modules.js';
import type { LanguageTasks } from './workers/language-tasks.js';
import type { TypeScriptTasks } from './workers/typescript-tasks.js';
import type { WorkerPool } from './workers/worker-pool.js';

export interface PooledPlannerOptions {
  /** Absolute path of the workspace folder. */
  readonly root: string;
  /** Absolute path of the folder with the built workers, the parser's WASM files and the compiler's declarations. */
  readonly distDir: string;
  readonly python: WorkerPool<LanguageTasks>;
  readonly typescript: WorkerPool<TypeScriptTasks>;
}

/** Plans in the worker of the file's language. */
export class PooledPlanner implements Planner {
  constructor(private readonly options: PooledPlannerOptions) {}

  /** The compiler with the declarations of the language takes as long to load as a workspace to be read. */
  prepare(path: string): void {
    const { root, typescript } = this.options;
    const { libraryFile } = this;
    if (languageOfPath(path) !== 'typescript' || typescript.isStarted) return;
    const { signal } = new AbortController();
    // Nobody waits for it: what goes wrong goes wrong again in the plan.
    typescript.run('prepare', { path, root, libraryFile }, { signal }).catch(() => undefined);
  }

  async plan(request: PlanRequest, { signal }: Operation): Promise<PlanWithBytes> {
    const { root, distDir, python, typescript } = this.options;
    const how = { signal, urgent: true, endWorkerOnAbort: true };
    if (languageOfPath(request.path) === 'python')
      return await python.run('plan', { ...request, wasmFolder: distDir }, how);
    const { libraryFile } = this;
    return await typescript.run('plan', { ...request, root, libraryFile }, how);
  }

  private get libraryFile(): string {
    return path.join(this.options.distDir, 'typescript-library.json.br');
  }
}
