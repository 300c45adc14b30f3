import { createInterface } from 'node:readline/promises';

export interface AskOptions {
  /** The answer where no terminal is on both ends. */
  readonly whenNobodyCanAnswer: boolean;
  readonly signal: AbortSignal;
}

/** Asks on stderr, so that stdout stays the result; anything but yes is no. */
export async function askYesNo(question: string, { whenNobodyCanAnswer, signal }: AskOptions): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return whenNobodyCanAnswer;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`${question} [y/N] `, { signal });
    return /^y(?:es)?$/iu.test(answer.trim());
  } finally {
    terminal.close();
  }
}
