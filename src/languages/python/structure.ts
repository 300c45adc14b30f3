import type { ParseProblem } from '../../core/facts/source-facts.js';
import type { Span } from '../../core/text/span.js';
import { grammarProblems } from './messages/grammatical.js';
import { lexicalMessage, lexicalProblems } from './messages/lexical.js';
import { CONFLICT_MARKER } from './scanner/complaints.js';
import type { PythonSource } from './source.js';

interface Found extends Span {
  readonly code: ParseProblem['code'];
  readonly message: string;
}

/** Why the text is not a valid Python module, first problem first: what its tokens, its indentation and its grammar show. Empty for valid Python 3. */
export function checkStructure(source: PythonSource): ParseProblem[] {
  const { tokens, text, scanned } = source;
  const lexical = lexicalProblems(scanned.problems).map((problem): Found => {
    const { complaint, start, end } = problem;
    const code = complaint === CONFLICT_MARKER ? 'conflict-markers' : 'does-not-parse';
    return { code, start, end, message: lexicalMessage(problem, text, tokens) };
  });
  const grammatical = grammarProblems(source).map(({ token, message }): Found => {
    return { code: 'does-not-parse', start: tokens.starts[token] ?? 0, end: tokens.ends[token] ?? 0, message };
  });
  return [...lexical, ...grammatical]
    .sort((a, b) => a.start - b.start)
    .map(({ code, start, end, message }) => ({ code, message, range: source.rangeBetween(start, end) }));
}
