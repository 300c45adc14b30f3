import type { Operation } from '../app/operation.js';
import type { ContractInference, InferenceRequest } from '../app/ports/contract-inference.js';
import type { InferredContract } from '../core/contract/inferred-contract.js';
import type { LanguageTasks } from './workers/language-tasks.js';
import type { WorkerPool } from './workers/worker-pool.js';

/** Infers contracts in a language worker. */
export class PooledContractInference implements ContractInference {
  constructor(
    private readonly pool: WorkerPool<LanguageTasks>,
    /** Absolute path of the folder with the parser's WASM files. */
    private readonly wasmFolder: string,
  ) {}

  async infer(request: InferenceRequest, { signal }: Operation): Promise<InferredContract | undefined> {
    return await this.pool.run(
      'infer',
      { ...request, wasmFolder: this.wasmFolder },
      { signal, endWorkerOnAbort: true },
    );
  }
}
