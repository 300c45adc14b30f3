import type { ProposedEdit } from '../../../../../core/rewrite/edit-group.js';
import type { PythonContext } from '../../../rewrite/python-recipe.js';
import type { MethodSyntax } from '../../../rewrite/syntax/class-syntax.js';
import { indentationAt } from '../../../rewrite/syntax/line-ends.js';
import { removeDefinition } from '../../../rewrite/syntax/removal.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';
import { methodsNamed } from '../../../rewrite/syntax/methods-named.js';

/**
 * Takes the loop away. What it replied becomes the health hook of the base, unless the loop called that hook already. `undefined` when the
 * agent has a hook of that name that says something else.
 */
export function replaceLoop(
  context: PythonContext,
  loop: MethodSyntax,
  reply: SyntaxNode,
): readonly ProposedEdit[] | undefined {
  const { module, agent, contract } = context;
  const hook = contract.healthHook?.name;
  if (hook === undefined) return undefined;
  const own = methodsNamed(agent, hook);
  const reason = `${contract.class} answers health checks itself and asks ${hook} for the reply.`;
  const isHookCall = module.textOf(reply) === `${loop.selfName ?? 'self'}.${hook}()`;
  if (isHookCall && own.length > 0) {
    return removeDefinition(module, loop.whole).map((edit) => ({ ...edit, reason }));
  }
  if (own.length > 0 || isHookCall) return undefined;
  const { text, lineEnd } = module;
  const outer = indentationAt(text, loop.node.start);
  const inner = indentationAt(text, loop.body.start);
  const body = inner.startsWith(outer) && inner.length > outer.length ? inner : `${outer}    `;
  const newText = `def ${hook}(${loop.selfName ?? 'self'}):${lineEnd}${body}return ${module.textOf(reply)}`;
  return [{ start: loop.whole.start, end: loop.whole.end, newText, reason }];
}
