export interface ConfigurationProblem {
  /** Dotted path of the key; empty for the file as a whole. */
  readonly path: string;
  /** Completes the sentence "<path> …". */
  readonly message: string;
  /** 1-based, when known. */
  readonly line?: number;
}

/** The configuration cannot be used as it is written; the message names every problem with its key. The CLI leaves with exit code 2. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  constructor(
    readonly file: string,
    readonly problems: readonly ConfigurationProblem[],
    options?: ErrorOptions,
  ) {
    super(problems.map((problem) => sentence(file, problem)).join('\n'), options);
  }
}

function sentence(file: string, problem: ConfigurationProblem): string {
  const place = problem.line === undefined ? file : `${file}:${problem.line}`;
  return problem.path === ''
    ? `${place}: the file ${problem.message}.`
    : `${place}: ${problem.path} ${problem.message}.`;
}
