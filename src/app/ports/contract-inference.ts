import type { LanguageId } from '../../core/facts/source-facts.js';
import type { InferredContract } from '../../core/contract/inferred-contract.js';
import type { Operation } from '../operation.js';

export interface ModuleSource {
  /** Dotted module, as the class that needs it imports it. */
  readonly module: string;
  /** As on disk; what cannot be decoded is passed over. */
  readonly bytes: Uint8Array;
}

export interface InferenceRequest {
  readonly language: LanguageId;
  /** Dotted module as agents import it; of TypeScript, the path without its ending. */
  readonly module: string;
  readonly class: string;
  /** The class's own module, and those of its bases as far as they are known. */
  readonly sources: readonly ModuleSource[];
}

/** Reads the contract of a base class from source with a parser, off the main thread. */
export interface ContractInference {
  /** `undefined` when the module holds no such class. */
  infer(request: InferenceRequest, operation: Operation): Promise<InferredContract | undefined>;
}
