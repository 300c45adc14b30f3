import type { Operation } from '../operation.js';

export interface CompileInput {
  readonly path: string;
  readonly bytes: Uint8Array;
}

export type CompileResult =
  | { readonly status: 'compiles'; readonly interpreter: string }
  | {
      readonly status: 'fails';
      readonly interpreter: string;
      /** 1-based. */
      readonly line: number;
      readonly message: string;
      /** It is no module at all, or one that parses and breaks a rule of the compiler's own (`'return' outside function`). */
      readonly stage: 'parse' | 'compile';
    }
  /** No interpreter, or it gave no answer in time; `detail` says which. */
  | { readonly status: 'unavailable'; readonly detail: string };

export interface FoundInterpreter {
  /** With the version, such as `CPython 3.11.7`. */
  readonly name: string;
  /** What starts it: an executable, and arguments of its own such as that of `py -3`. */
  readonly command: readonly [executable: string, ...first: string[]];
}

/** `missing` is a sentence that names what was tried. */
export type Interpreter = FoundInterpreter | { readonly missing: string };

/** The interpreter's own `compile()` from bytes, isolated: it runs no code of the workspace. Results stand in the order of `files`. */
export interface CompileCheck {
  compile(files: readonly CompileInput[], operation: Operation): Promise<readonly CompileResult[]>;
  interpreter(operation: Operation): Promise<Interpreter>;
}
