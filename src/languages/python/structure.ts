import type { ParseProblem } from '../../core/facts/source-facts.js';
import type { Span } from '../../core/text/span.js';
import { checkGrammar } from './grammar/grammar-check.js';
import type { PythonSource } from './source.js';

interface Found extends Span {
  readonly code: ParseProblem['code'];
  readonly message: string;
}

/** Why the text is not a valid Python module, first problem first: what its tokens, its indentation and its grammar show. Empty for valid Python 3. */
export function checkStructure(source: PythonSource): ParseProblem[] {
  const { tokens } = source;
  const lexical = tokens.problems.map(({ kind, start, end, message }): Found => {
    return { code: kind === 'conflict-marker' ? 'conflict-markers' : 'does-not-parse', start, end, message };
  });
  const grammatical = checkGrammar(source).map(({ token, message }): Found => {
    return { code: 'does-not-parse', start: tokens.starts[token] ?? 0, end: tokens.ends[token] ?? 0, message };
  });
  return [...lexical, ...grammatical]
    .sort((a, b) => a.start - b.start)
    .map(({ code, start, end, message }) => ({ code, message, range: source.rangeBetween(start, end) }));
}
