import type { ts } from 'ts-morph';
import { LineIndex } from '../../../core/text/line-index.js';
import type { TypeCheck, TypeProblem } from './project-check.js';
import { unaffectedBodies, withoutBodies, type CommonBody, type ParsedText } from './unaffected-bodies.js';

/**
 * Texts of one file without the bodies about which the checker says in each of them what it says in the first. What stands in all texts is
 * looked at in none of them, and what only some of them changed in the first alone.
 */
export class ShortenedTexts {
  readonly texts: readonly string[];
  /** For each text, the bodies that are left out of it and stand in the first. */
  private readonly toldByFirst: readonly (readonly CommonBody[])[];

  constructor(
    private readonly originals: readonly ParsedText[],
    options: ts.CompilerOptions,
  ) {
    const [first, ...others] = originals;
    const unaffected = first ? others.map((source) => unaffectedBodies(first, source, options)) : [];
    const inAll = (unaffected[0] ?? []).filter(({ was }) =>
      unaffected.every((bodies) => bodies.some((one) => one.was.start === was.start)),
    );
    const common = new Set(inAll.map(({ was }) => was.start));
    const leftOut = [inAll.map(({ was }) => was), ...unaffected.map((bodies) => bodies.map(({ is }) => is))];
    this.texts = originals.map(({ text }, index) => withoutBodies(text, leftOut[index] ?? []));
    this.toldByFirst = [[], ...unaffected.map((bodies) => bodies.filter(({ was }) => !common.has(was.start)))];
  }

  /** The answer for a whole text but for the bodies that all have in common, from those for what is left. `path` is the file's. */
  check(text: string, path: string, ask: (index: number) => TypeCheck): TypeCheck {
    const index = this.originals.findIndex((one) => one.text === text);
    const bodies = this.toldByFirst[index] ?? [];
    const own = ask(index);
    if (own.status === 'unavailable' || bodies.length === 0) return own;
    const first = ask(0);
    if (first.status === 'unavailable') return first;
    const lines = new LineIndex(text);
    const inBodies = first.problems.flatMap((problem): readonly TypeProblem[] => {
      const body = bodies.find(({ was }) => was.start <= problem.start && problem.start < was.end);
      if (problem.path !== path || !body) return [];
      const start = problem.start - body.was.start + body.is.start;
      return [{ ...problem, start, line: lines.lineAt(start) }];
    });
    return { ...own, problems: [...own.problems, ...inBodies] };
  }
}
