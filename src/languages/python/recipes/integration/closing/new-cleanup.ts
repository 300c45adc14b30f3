import type { TextEdit } from '../../../../../core/rewrite/text-edit.js';
import type { PythonContext } from '../../../rewrite/python-recipe.js';
import type { ClassSyntax, MethodSyntax } from '../../../rewrite/syntax/class-syntax.js';
import { indentationStep } from '../../../rewrite/syntax/indentation-step.js';
import { startOfLine } from '../../../../../core/text/start-of-line.js';
import { indentationAt, startOfOwnLine } from '../../../rewrite/syntax/line-ends.js';
import type { PythonModule } from '../../../rewrite/syntax/python-module.js';

/** A cleanup for a class without one: the lines, and the base's behind them. `undefined` for a class whose methods stand on one line. */
export function newCleanup({ module, agent, contract }: PythonContext, lines: readonly string[]): TextEdit | undefined {
  const { text, lineEnd } = module;
  const { cleanup } = contract;
  const neighbour = placeFor(module, agent);
  if (neighbour === undefined || cleanup === undefined) return undefined;
  const outer = indentationAt(text, neighbour.whole.start);
  const inner = outer + indentationStep(module, neighbour);
  const isAsync = cleanup.isAsync === true;
  const written = [
    `${outer}${isAsync ? 'async ' : ''}def ${cleanup.name}(self):`,
    ...lines.map((line) => inner + line),
    `${inner}${isAsync ? 'await ' : ''}super().${cleanup.name}()`,
    '',
  ];
  const at = startOfLine(text, neighbour.whole.start);
  return { start: at, end: at, newText: written.map((line) => line + lineEnd).join('') };
}

/** The last method that a blank line sets apart: nothing that is added to the method above it can end up in the new one. */
function placeFor(module: PythonModule, { methods }: ClassSyntax): MethodSyntax | undefined {
  const { text } = module;
  const onOwnLines = methods.filter(
    ({ whole, statements: [first] }) =>
      startOfOwnLine(text, whole.start) !== undefined &&
      first !== undefined &&
      startOfOwnLine(text, first.start) !== undefined,
  );
  const isSetApart = ({ whole }: MethodSyntax): boolean =>
    /(?:^|[\r\n])[ \t\f]*(?:\r\n|\n|\r)$/.test(text.slice(0, startOfLine(text, whole.start)));
  const apart = onOwnLines.findLast((method) => method.name !== '__init__' && isSetApart(method));
  const [first] = methods;
  return apart ?? onOwnLines.find((method) => method === first);
}
