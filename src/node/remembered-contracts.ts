import type { Operation } from '../app/operation.js';
import type { ContractInference, InferenceRequest } from '../app/ports/contract-inference.js';
import type { InferredContract } from '../core/contract/inferred-contract.js';
import { sha256Of } from './store/digest.js';

/** A fleet has a base class or two, each with a few bases of its own. */
const MAXIMUM_CONTRACTS = 16;

/** Infers contracts once: an inference sees nothing but the request, and every agent of a fleet asks about the same base. */
export class RememberedContracts implements ContractInference {
  private readonly contracts = new Map<string, InferredContract | undefined>();

  constructor(private readonly inference: ContractInference) {}

  async infer(request: InferenceRequest, operation: Operation): Promise<InferredContract | undefined> {
    const key = keyOf(request);
    const contract = this.contracts.has(key) ? this.contracts.get(key) : await this.inference.infer(request, operation);
    this.contracts.delete(key);
    this.contracts.set(key, contract);
    const [oldest] = this.contracts.keys();
    if (oldest !== undefined && this.contracts.size > MAXIMUM_CONTRACTS) this.contracts.delete(oldest);
    return contract;
  }
}

const keyOf = ({ language, module, class: name, sources }: InferenceRequest): string =>
  JSON.stringify([language, module, name, sources.map((source) => [source.module, sha256Of(source.bytes)])]);
