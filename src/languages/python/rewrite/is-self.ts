import type { AgentSyntax } from './agent-syntax.js';
import type { PythonModule } from './syntax/python-module.js';
import type { SyntaxNode } from './syntax/syntax-node.js';

/** A name that stands for the agent in one of its methods: the first parameter, whatever it is called. */
export function isSelf(module: PythonModule, agent: AgentSyntax, node: SyntaxNode | undefined): boolean {
  if (node?.type !== 'identifier') return false;
  return agent.methods.some(({ body, selfName }) => node.isWithin(body) && module.textOf(node) === selfName);
}
