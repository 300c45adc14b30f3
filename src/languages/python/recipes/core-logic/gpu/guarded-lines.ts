import type { TextEdit } from '../../../../../core/rewrite/text-edit.js';
import type { MethodSyntax } from '../../../rewrite/syntax/class-syntax.js';
import { insertLinesAbove, insertLinesBelow } from '../../../rewrite/syntax/insertion.js';
import { afterRestOfLine, indentationAt, startOfOwnLine } from '../../../rewrite/syntax/line-ends.js';
import type { PythonModule } from '../../../rewrite/syntax/python-module.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';

/** What one level of indentation adds in a method. */
export function stepOf({ text }: PythonModule, { node, statements }: MethodSyntax): string {
  const outer = indentationAt(text, node.start);
  const inner = indentationAt(text, statements[0]?.start ?? node.start);
  return inner.startsWith(outer) && inner.length > outer.length ? inner.slice(outer.length) : '    ';
}

/** The statement has its lines for itself, so that whole lines can be put around it. */
export function standsAlone({ text }: PythonModule, { start, end }: SyntaxNode): boolean {
  return startOfOwnLine(text, start) !== undefined && afterRestOfLine(text, end) !== undefined;
}

/** Whole lines below a statement, compound ones too; `undefined` when it shares its line. */
export const linesBelow = (
  module: PythonModule,
  statement: SyntaxNode,
  lines: readonly string[],
): TextEdit | undefined => (standsAlone(module, statement) ? insertLinesBelow(module, statement, lines) : undefined);

/** The same above it. */
export const linesAbove = (
  module: PythonModule,
  statement: SyntaxNode,
  lines: readonly string[],
): TextEdit | undefined => (standsAlone(module, statement) ? insertLinesAbove(module, statement, lines) : undefined);
