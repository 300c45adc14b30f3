import type { AgentSyntax } from '../../../rewrite/agent-syntax.js';
import type { MethodSyntax } from '../../../rewrite/syntax/class-syntax.js';

/** `__init__` and the methods that it calls on `self`, directly or through others. A method that is only handed to a thread is none. */
export function methodsOfConstruction(agent: AgentSyntax): ReadonlySet<MethodSyntax> {
  const reached = new Set<MethodSyntax>();
  const open = agent.methods.filter(({ name }) => name === '__init__');
  for (let method = open.pop(); method; method = open.pop()) {
    if (reached.has(method)) continue;
    reached.add(method);
    for (const use of agent.self.uses) {
      const isCall = use.node.parent?.type === 'call' && use.node.parent.parts[0] === use.node;
      if (use.method === method && isCall) open.push(...agent.methods.filter(({ name }) => name === use.name));
    }
  }
  return reached;
}
