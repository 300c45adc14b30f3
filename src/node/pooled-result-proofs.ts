import type { Operation } from '../app/operation.js';
import type { ResultProofs } from '../app/ports/result-proofs.js';
import type { PlanCheck } from '../core/rewrite/plan.js';
import type { ProofRequest } from '../core/rewrite/proof-request.js';
import type { LanguageTasks } from './workers/language-tasks.js';
import type { WorkerPool } from './workers/worker-pool.js';

/** Proves in a language worker. */
export class PooledResultProofs implements ResultProofs {
  constructor(
    private readonly pool: WorkerPool<LanguageTasks>,
    /** Absolute path of the folder with the parser's WASM files. */
    private readonly wasmFolder: string,
  ) {}

  async prove(request: ProofRequest, { signal }: Operation): Promise<readonly PlanCheck[]> {
    const task = { ...request, wasmFolder: this.wasmFolder };
    return await this.pool.run('prove', task, { signal, urgent: true, endWorkerOnAbort: true });
  }
}
