import type { Operation } from '../app/operation.js';
import type { RunnableModules } from '../app/ports/runnable-modules.js';
import type { Runnable, RunnableRequest } from '../core/validation/functionality/runnable-module.js';
import type { TypeScriptTasks } from './workers/typescript-tasks.js';
import type { WorkerPool } from './workers/worker-pool.js';

/** Makes JavaScript in the worker with the TypeScript compiler. */
export class PooledRunnableModules implements RunnableModules {
  constructor(
    private readonly pool: WorkerPool<TypeScriptTasks>,
    /** Absolute path of the workspace folder. */
    private readonly root: string,
  ) {}

  async make(request: RunnableRequest, { signal }: Operation): Promise<Runnable> {
    return await this.pool.run('runnable', { ...request, root: this.root }, { signal, urgent: true });
  }
}
