import type { ParseProblem } from '../../core/facts/source-facts.js';
import type { PythonSource } from './source.js';

/** Why the file is not a valid module, first problem first, as far as tokens, brackets and indentation show it. */
export function checkStructure(source: PythonSource): ParseProblem[] {
  return source.tokens.problems
    .map(({ kind, start, end, message }) => ({
      start,
      problem: {
        code: kind === 'conflict-marker' ? ('conflict-markers' as const) : ('does-not-parse' as const),
        range: source.rangeBetween(start, end),
        message,
      },
    }))
    .sort((a, b) => a.start - b.start)
    .map(({ problem }) => problem);
}
