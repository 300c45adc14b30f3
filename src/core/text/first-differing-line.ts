export interface DifferingLine {
  /** 1-based, in the second text; its last line where the text ends too soon. */
  readonly line: number;
  /** The line in each text without its end; empty where the text has no such line. */
  readonly before: string;
  readonly after: string;
}

const lineEnd = /\r\n|\r|\n/u;

/** Where two texts begin to differ; `undefined` when they only differ in how their lines end, or not at all. */
export function firstDifferingLine(before: string, after: string): DifferingLine | undefined {
  const [one, other] = [before.split(lineEnd), after.split(lineEnd)];
  const count = Math.max(one.length, other.length);
  for (let index = 0; index < count; index++) {
    const [left, right] = [one[index], other[index]];
    if (left !== right) return { line: Math.min(index + 1, other.length), before: left ?? '', after: right ?? '' };
  }
  return undefined;
}
