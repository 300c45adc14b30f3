import type { Operation } from '../app/operation.js';
import type { Planner } from '../app/ports/planner.js';
import type { PlanRequest, PlanWithBytes } from '../core/rewrite/plan-request.js';
import type { WorkerPool } from './workers/worker-pool.js';

/** Plans in a language worker. */
export class PooledPlanner implements Planner {
  constructor(
    private readonly pool: WorkerPool,
    /** Absolute path of the folder with the parser's WASM files. */
    private readonly wasmFolder: string,
  ) {}

  async plan(request: PlanRequest, { signal }: Operation): Promise<PlanWithBytes> {
    const task = { ...request, wasmFolder: this.wasmFolder };
    return await this.pool.run('plan', task, { signal, urgent: true, endWorkerOnAbort: true });
  }
}
