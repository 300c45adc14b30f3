import type { Operation } from '../app/operation.js';
import type { ContractInference, InferenceRequest } from '../app/ports/contract-inference.js';
import type { InferredContract } from '../core/contract/inferred-contract.js';
import type { LanguageTasks } from './workers/language-tasks.js';
import type { TypeScriptTasks } from './workers/typescript-tasks.js';
import type { WorkerPool } from './workers/worker-pool.js';

/** Infers contracts in the worker of the base's language. */
export class PooledContractInference implements ContractInference {
  constructor(
    private readonly pool: WorkerPool<LanguageTasks>,
    private readonly typescript: WorkerPool<TypeScriptTasks>,
    /** Absolute path of the folder with the parser's WASM files. */
    private readonly wasmFolder: string,
  ) {}

  async infer(request: InferenceRequest, { signal }: Operation): Promise<InferredContract | undefined> {
    const how = { signal, endWorkerOnAbort: true };
    if (request.language === 'typescript') return await this.typescript.run('infer', request, how);
    return await this.pool.run('infer', { ...request, wasmFolder: this.wasmFolder }, how);
  }
}
