import type { TextEdit } from '../../../../../core/rewrite/text-edit.js';
import type { ClassSyntax } from '../../../rewrite/syntax/class-syntax.js';
import { withoutDocstring } from '../../../rewrite/syntax/class-syntax.js';
import { insertAfter } from '../../../rewrite/syntax/insertion.js';
import { indentationAt, startOfOwnLine } from '../../../rewrite/syntax/line-ends.js';
import type { PythonModule } from '../../../rewrite/syntax/python-module.js';
import { statementsOf } from '../../../rewrite/syntax/statements.js';

/** An `__init__` for a class without one, that does nothing but call the base's; `undefined` for a class on one line. */
export function newConstructor(module: PythonModule, agent: ClassSyntax, call: string): TextEdit | undefined {
  const { text, lineEnd } = module;
  const statements = statementsOf(agent.body);
  const first = withoutDocstring(statements)[0] ?? statements[0];
  if (!first || startOfOwnLine(text, first.start) === undefined) return undefined;
  const indentation = indentationAt(text, first.start);
  const step = indentation.slice(indentationAt(text, agent.node.start).length) || '    ';
  const isDocstringOnly = withoutDocstring(statements).length === 0;
  if (isDocstringOnly) return insertAfter(module, first, ['def __init__(self):', `${step}${call}`]);
  const newText = `def __init__(self):${lineEnd}${indentation}${step}${call}${lineEnd}${lineEnd}${indentation}`;
  return { start: first.start, end: first.start, newText };
}
