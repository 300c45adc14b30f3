import type { ContractMethod } from '../../../../core/contract/contract.js';
import type { TextEdit } from '../../../../core/rewrite/text-edit.js';
import type { MethodSyntax } from '../../rewrite/syntax/class-syntax.js';
import { startWithComments } from '../../rewrite/syntax/comment-head.js';
import { indentationAt, startOfOwnLine } from '../../rewrite/syntax/line-ends.js';
import type { PythonModule } from '../../rewrite/syntax/python-module.js';

/**
 * A new method above `target`, of the name and shape that the base expects, that returns what `target` returns. `undefined` when there is
 * no line to put it on, or when it would have to wait for `target` and cannot.
 */
export function delegateTo(
  { text, lineEnd }: Pick<PythonModule, 'text' | 'lineEnd'>,
  target: MethodSyntax,
  expected: ContractMethod,
): TextEdit | undefined {
  const isAsync = expected.isAsync ?? false;
  const [first] = target.statements;
  if (first === undefined || (target.isAsync && !isAsync)) return undefined;
  if (startOfOwnLine(text, target.whole.start) === undefined) return undefined;
  const outer = indentationAt(text, target.whole.start);
  const inner = indentationAt(text, first.start);
  const step = inner.length > outer.length ? inner : `${outer}    `;
  const parameters = (expected.parameters ?? []).filter((one) => !one.startsWith('*') && !one.includes('='));
  const lines = [
    `${outer}${isAsync ? 'async ' : ''}def ${expected.name}(${['self', ...parameters].join(', ')}):`,
    `${step}return ${target.isAsync ? 'await ' : ''}self.${target.name}(${parameters.join(', ')})`,
    '',
  ];
  const at = startWithComments(text, target.whole.start);
  return { start: at, end: at, newText: lines.map((line) => line + lineEnd).join('') };
}
