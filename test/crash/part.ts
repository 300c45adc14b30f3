export interface Outcome {
  readonly result: 'passed' | 'failed' | 'skipped';
  /** What was counted, what went wrong, or why it was skipped. */
  readonly lines: readonly string[];
}

/** One promise of the store and how it is tried. */
export interface Part {
  readonly id: string;
  readonly promise: string;
  /** `every`: one of so many places is tried. The signal ends the longest ones early, with what was tried by then. */
  readonly run: (every: number, signal: AbortSignal) => Promise<Outcome>;
}

const mostShown = 5;

export function judged(counted: readonly string[], wrong: readonly string[]): Outcome {
  return { result: wrong.length === 0 ? 'passed' : 'failed', lines: [...counted, ...wrong.slice(0, mostShown)] };
}
