import type { ParseProblem } from '../../core/facts/source-facts.js';
import type { TypeScriptSource } from './source.js';

/** Why the text is not a valid module, first problem first: what its tokens and brackets show. Empty for valid TypeScript. */
export function checkStructure(source: TypeScriptSource): ParseProblem[] {
  return [...source.tokens.problems]
    .sort((a, b) => a.start - b.start)
    .map(({ kind, start, end, message }) => ({
      code: kind === 'conflict-marker' ? 'conflict-markers' : 'does-not-parse',
      message,
      range: source.rangeBetween(start, end),
    }));
}
