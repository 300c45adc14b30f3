import type { Span } from '../../../../core/text/span.js';
import { reachingCalls } from '../self-uses.js';
import type { PythonModule } from '../syntax/python-module.js';
import { undecorated } from '../syntax/statements.js';
import { contentOf, plainStringContent } from '../syntax/strings.js';
import type { SyntaxNode } from '../syntax/syntax-node.js';
import type { Statement } from './read-statements.js';

/** A place that names a member of the agent. */
export interface MemberName extends Span {
  readonly name: string;
}

/**
 * The members that a statement names, in source order: `self.name`, the name in `getattr(self, 'name')`, and the name that a method has
 * itself. Outside of classes nobody knows which object is the agent: there, every attribute counts.
 */
export function membersNamed(
  module: PythonModule,
  statement: Statement,
  span: Span = statement,
): readonly MemberName[] {
  const { selfName, className, node, functions } = statement;
  const isSelf = (object: SyntaxNode | undefined): boolean =>
    className === '' || (object !== undefined && module.textOf(object) === selfName);
  const named = (node: SyntaxNode): MemberName => ({ name: module.textOf(node), start: node.start, end: node.end });
  const attributes = module.nodesIn(span, 'attribute').flatMap(({ parts: [object, name] }) => {
    return name && isSelf(object) ? [named(name)] : [];
  });
  const reached = module.nodesIn(span, 'call').flatMap(({ parts: [callee, list] }): MemberName[] => {
    const [object, key] = callee && list && reachingCalls.has(module.textOf(callee)) ? list.parts : [];
    const name = key && plainStringContent(module, key);
    return key && name !== undefined && isSelf(object) ? [{ name, ...contentOf(module, key) }] : [];
  });
  const definition = undecorated(node);
  const isMethod = definition.type === 'function_definition' && className !== '' && functions.length === 0;
  const own = isMethod ? definition.child('identifier') : undefined;
  return [...attributes, ...reached, ...(own ? [named(own)] : [])].sort((a, b) => a.start - b.start);
}
