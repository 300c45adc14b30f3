import type { AgentSyntax } from '../../rewrite/agent-syntax.js';
import { isCalled } from '../../rewrite/self-uses.js';
import type { MethodSyntax } from '../../rewrite/syntax/class-syntax.js';
import { methodsNamed } from '../../rewrite/syntax/methods-named.js';

/** The methods with these names and all that they call on `self`, directly or through others. A method that is only handed on is none. */
export function methodsReachedFrom(agent: AgentSyntax, names: readonly string[]): ReadonlySet<MethodSyntax> {
  const reached = new Set<MethodSyntax>();
  const open = agent.methods.filter(({ name }) => names.includes(name));
  for (let method = open.pop(); method; method = open.pop()) {
    if (reached.has(method)) continue;
    reached.add(method);
    for (const use of agent.self.inMethod(method)) {
      if (isCalled(use)) open.push(...methodsNamed(agent, use.name));
    }
  }
  return reached;
}
