import type { Operation } from '../operation.js';

export interface CompileInput {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export type CompileResult =
  | { readonly status: 'compiles'; readonly interpreter: string }
  | { readonly status: 'fails'; readonly interpreter: string; readonly line: number; readonly message: string }
  /** No interpreter, or it gave no answer in time; `detail` says which. */
  | { readonly status: 'unavailable'; readonly detail: string };

/** The interpreter's own `compile()` from bytes, isolated: it runs no code of the workspace. Results stand in the order of `files`. */
export interface CompileCheck {
  compile(files: readonly CompileInput[], operation: Operation): Promise<readonly CompileResult[]>;
}
