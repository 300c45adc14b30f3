import type { ts } from 'ts-morph';
import { LineIndex } from '../../../core/text/line-index.js';
import type { TypeCheck, TypeProblem } from './project-check.js';
import { withoutUnaffectedBodies, type ParsedText, type ShortenedText } from './unaffected-bodies.js';

/** Texts of one file, each but the first without the bodies about which the checker says there what it says in the first. */
export class ShortenedTexts {
  private readonly shortened: readonly ShortenedText[];

  constructor(
    private readonly originals: readonly ParsedText[],
    options: ts.CompilerOptions,
  ) {
    this.shortened = originals.map((source, index) => {
      const [first] = originals;
      if (!first || index === 0) return { text: source.text, leftOut: [] };
      return withoutUnaffectedBodies(first, source, options);
    });
  }

  get texts(): readonly string[] {
    return this.shortened.map(({ text }) => text);
  }

  /** The answer for a whole text, from those for what is left of the texts. `path` is the file's. */
  check(text: string, path: string, ask: (index: number) => TypeCheck): TypeCheck {
    const index = this.originals.findIndex((one) => one.text === text);
    const { leftOut = [] } = this.shortened[index] ?? {};
    const own = ask(index);
    if (own.status === 'unavailable' || leftOut.length === 0) return own;
    const first = ask(0);
    if (first.status === 'unavailable') return first;
    const lines = new LineIndex(text);
    const inBodies = first.problems.flatMap((problem): readonly TypeProblem[] => {
      const body = leftOut.find(({ span }) => span.start <= problem.start && problem.start < span.end);
      if (problem.path !== path || !body) return [];
      const start = problem.start - body.span.start + body.start;
      return [{ ...problem, start, line: lines.lineAt(start) }];
    });
    return { ...own, problems: [...own.problems, ...inBodies] };
  }
}
