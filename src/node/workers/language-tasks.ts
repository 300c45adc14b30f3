import type { InferenceRequest } from '../../app/ports/contract-inference.js';
import type { InferredContract } from '../../core/contract/inferred-contract.js';
import type { ParseProblem } from '../../core/facts/source-facts.js';
import type { AttributeUse } from '../../core/facts/attribute-use.js';
import type { WrittenAddress } from '../../core/facts/written-address.js';
import type { PlanCheck } from '../../core/rewrite/plan.js';
import type { PlanRequest, PlanWithBytes } from '../../core/rewrite/plan-request.js';
import type { ProofRequest } from '../../core/rewrite/proof-request.js';
import type { TextChange } from './text-change.js';

/** What tells a file on disk from an earlier state of it without reading it. */
export interface FileStamp {
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly inode: number;
}

export interface FileToScan {
  /** Relative to the root, with `/`. */
  readonly path: string;
  /** The hash under which the facts are known already: if the file still has it, they are not read again. */
  readonly knownSha256?: string;
}

export interface ScanRequest {
  /** Absolute path of the workspace folder. */
  readonly root: string;
  readonly files: readonly FileToScan[];
}

/** A file as it was read, with facts as `encodeFacts` writes them; without facts when those of `knownSha256` hold. */
export type ScanRecord = (ReadRecord & { readonly facts?: string }) | UnreadableRecord;

export interface ReadRecord {
  readonly path: string;
  readonly sha256: string;
  readonly stamp: FileStamp;
}

export interface UnreadableRecord {
  readonly path: string;
  readonly unreadable: string;
}

/** What a source shows, or why it could not be read. */
export type SourceRecord = { readonly facts: string } | { readonly unreadable: string };

/** A text that somebody types: copied to a worker as a whole, it would take as long as much of reading it. */
export interface TextRequest {
  readonly path: string;
  /** Tells this text from all others that are sent. */
  readonly id: number;
  /** The text, or in what it differs from another one. */
  readonly text: string | ChangedText;
}

export interface ChangedText {
  readonly baseId: number;
  readonly change: TextChange;
}

export interface TextRecord {
  /** Of the UTF-8 text. */
  readonly sizeBytes: number;
  readonly facts: string;
}

export interface VerifyRequest {
  /** Absolute path of the folder with the parser's WASM files. */
  readonly wasmFolder: string;
  readonly sources: readonly Uint8Array[];
}

export interface InferRequest extends InferenceRequest {
  /** Absolute path of the folder with the parser's WASM files. */
  readonly wasmFolder: string;
}

export interface PlanSourceRequest extends PlanRequest {
  /** Absolute path of the folder with the parser's WASM files. */
  readonly wasmFolder: string;
}

export interface ProveResultRequest extends ProofRequest {
  /** Absolute path of the folder with the parser's WASM files. */
  readonly wasmFolder: string;
}

/** A question about one source. */
export interface SourceRequest {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What the language worker can be asked, by the kind of the task. */
export interface LanguageTasks {
  /** What files on disk show, read and hashed by the worker. */
  readonly scan: { readonly request: ScanRequest; readonly result: readonly ScanRecord[] };
  /** The same of files that have been read. */
  readonly scanSources: { readonly request: readonly SourceRequest[]; readonly result: readonly SourceRecord[] };
  /** Problems that the parser and the compiler's rules show, for each source. */
  readonly verify: { readonly request: VerifyRequest; readonly result: readonly (readonly ParseProblem[])[] };
  /** The contract of a base class; nothing when its module holds no such class. */
  readonly infer: { readonly request: InferRequest; readonly result: InferredContract | undefined };
  readonly plan: { readonly request: PlanSourceRequest; readonly result: PlanWithBytes };
  readonly prove: { readonly request: ProveResultRequest; readonly result: readonly PlanCheck[] };
  readonly facts: { readonly request: SourceRequest; readonly result: string | undefined };
  readonly parses: { readonly request: SourceRequest; readonly result: boolean | undefined };
  readonly attributeUses: { readonly request: SourceRequest; readonly result: readonly AttributeUse[] };
  readonly writtenAddresses: { readonly request: SourceRequest; readonly result: readonly WrittenAddress[] };
  /** Nothing when the text is told by another one that this worker did not read last. */
  readonly scanText: { readonly request: TextRequest; readonly result: TextRecord | undefined };
}
