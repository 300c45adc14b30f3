import type { Span } from '../../../../../core/text/span.js';
import { startOfOwnLine } from '../../../rewrite/syntax/line-ends.js';
import type { PythonModule } from '../../../rewrite/syntax/python-module.js';
import { statementsOf } from '../../../rewrite/syntax/statements.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';

/** `finally` clauses that would be empty without the statements, where the `try` can do without one; from the line they start on. */
export function deadFinally(module: PythonModule, going: readonly SyntaxNode[]): readonly Span[] {
  const clauses = new Set(
    going.flatMap((one) => (one.parent?.parent?.type === 'finally_clause' ? one.parent.parent : [])),
  );
  return [...clauses].flatMap((clause) => {
    const block = clause.child('block');
    const isEmptied = block !== undefined && statementsOf(block).every((one) => going.includes(one));
    const hasHandlers = (clause.parent?.childrenOf('except_clause').length ?? 0) > 0;
    const start = startOfOwnLine(module.text, clause.start);
    const hasComment = clause.walk().some(({ type }) => type === 'comment');
    if (!isEmptied || !hasHandlers || start === undefined || hasComment) return [];
    const lineBreak = /(?:\r\n|\n|\r)$/.exec(module.text.slice(Math.max(0, start - 2), start))?.[0].length ?? 0;
    return [{ start: start - lineBreak, end: clause.end }];
  });
}
