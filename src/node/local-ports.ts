import type { WorkspacePorts } from '../app/ports/workspace-ports.js';
import { gpuToolsOnPath } from '../core/telemetry/gpu-tool-paths.js';
import { systemClock } from './clock.js';
import { Git } from './git/git.js';
import { lazyChangePorts } from './lazy-change-ports.js';
import { LocalManifestReader } from './local-manifest-reader.js';
import { lazyTelemetry } from './telemetry/lazy-observation.js';
import { PooledContractInference } from './pooled-contract-inference.js';
import { PooledRunnableModules } from './pooled-runnable-modules.js';
import { PooledSourceQuestions } from './pooled-source-questions.js';
import { PooledPlanner } from './pooled-planner.js';
import { PooledResultProofs } from './pooled-result-proofs.js';
import { PythonInterpreter } from './python-interpreter.js';
import { RememberedContracts } from './remembered-contracts.js';
import { cacheDirectory } from './scan/cache-directory.js';
import { LocalSourceScanner } from './scan/local-source-scanner.js';
import { SourceVerifier } from './scan/source-verifier.js';
import type { Workers } from './workers/create-workers.js';
import { loadWorkers } from './workers/load-workers.js';
import { LocalWorkspaceFiles } from './workspace-files.js';

export interface LocalPortsOptions {
  /** Absolute path of the workspace folder. */
  readonly root: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Absolute path of the folder with the built worker and WASM files. */
  readonly distDir: string;
  /** The user's choice of a Python interpreter, asked for at every use; without one, the usual names are tried. */
  readonly pythonPath?: () => string | undefined;
  /** Whether checkpoints get a third copy in hidden refs of the repository; asked for at every use. */
  readonly gitCopies?: () => boolean;
  /** The most that the store should take, in bytes; asked for at every use. */
  readonly sizeLimitBytes?: () => number;
  /** Nobody waits for the calling thread, as in a CLI: work that is little may be done on it. */
  readonly mayBlock?: boolean;
  /** When they have been made already. */
  readonly workers?: Workers;
}

/** The adapters that the CLI and the editor share; each host's own composition root adds the rest. */
export function createLocalPorts(options: LocalPortsOptions): WorkspacePorts {
  const { root, environment, distDir } = options;
  const compileCheck = new PythonInterpreter({
    environment,
    ...(options.pythonPath ? { executable: options.pythonPath } : {}),
  });
  const mayBlock = options.mayBlock ?? false;
  const cacheFolder = cacheDirectory(environment);
  const { languages: threads, typescript } =
    options.workers ?? loadWorkers(distDir).createWorkers({ root, distDir, cacheFolder, mayBlock });
  const questions = new PooledSourceQuestions(threads.pool);
  const verifier = new SourceVerifier({ root, pool: threads.pool, compileCheck, wasmFolder: distDir });
  const scanner = new LocalSourceScanner({ root, threads, verifier, cacheFolder, clock: systemClock });
  const files = new LocalWorkspaceFiles(root, { mayBlock });
  return {
    files,
    scanner,
    manifests: new LocalManifestReader(files, systemClock),
    inference: new RememberedContracts(new PooledContractInference(threads.pool, typescript, distDir)),
    compileCheck,
    planner: new PooledPlanner({ root, distDir, python: threads.pool, typescript }),
    proofs: new PooledResultProofs(threads.pool, distDir),
    questions,
    runnableModules: new PooledRunnableModules(typescript, root),
    clock: systemClock,
    ...lazyChangePorts(distDir, {
      ...{ root, environment, clock: systemClock, questions },
      ...(options.gitCopies ? { gitCopies: options.gitCopies } : {}),
      ...(options.sizeLimitBytes ? { sizeLimitBytes: options.sizeLimitBytes } : {}),
    }),
    versionControl: new Git({ root, environment }),
    createTelemetry: () => lazyTelemetry(distDir, gpuToolsOnPath),
    dispose: async () => {
      await Promise.all([scanner.dispose(), typescript.dispose(), compileCheck.dispose()]);
    },
  };
}
