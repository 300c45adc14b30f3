import type { ParsedText } from './unaffected-bodies.js';

/** An error that the type checker reports for a file of the workspace. */
export interface TypeProblem {
  readonly path: string;
  readonly code: number;
  readonly message: string;
  /** 1-based. */
  readonly line: number;
  /** Offset in the text that the checker read. */
  readonly start: number;
}

export type TypeCheck =
  | { readonly status: 'checked'; readonly compiler: string; readonly problems: readonly TypeProblem[] }
  /** `detail` says why nothing can be said. */
  | { readonly status: 'unavailable'; readonly detail: string };

/** The type checker of the compiler that ships with this product, on the project that a file belongs to. Runs nothing of the workspace. */
export interface ProjectCheck {
  /** Errors of the files when the first of them has another text than on disk. */
  check(paths: readonly string[], text: string): TypeCheck;
  /**
   * What `check` says of each of these texts, in little more time than one of them takes, but for what it says about the bodies that all
   * of them have in common and that nothing else in them reaches; messages may name parts of a type in another order. `undefined` when a
   * text would be checked differently in the presence of the others.
   */
  checkTogether(paths: readonly string[], texts: readonly ParsedText[]): ((text: string) => TypeCheck) | undefined;
}
