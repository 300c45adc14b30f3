import type { AgentSyntax } from '../../rewrite/agent-syntax.js';
import type { MethodSyntax } from '../../rewrite/syntax/class-syntax.js';
import type { SyntaxNode } from '../../rewrite/syntax/syntax-node.js';
import { methodsNamed } from '../../rewrite/syntax/methods-named.js';

/** What belongs to a function itself and not to one that it defines. */
const isOwnCode = ({ type }: SyntaxNode): boolean =>
  !['function_definition', 'class_definition', 'lambda'].includes(type);

/** Everything below a body that runs when the body does, functions defined there left out. */
export const ownCode = (body: SyntaxNode): readonly SyntaxNode[] => body.walk(isOwnCode).filter(isOwnCode);

/** A call of it runs nothing yet: what it returns is to be iterated. */
export const isGenerator = ({ body }: MethodSyntax): boolean => ownCode(body).some(({ type }) => type === 'yield');

/** The method itself and the agent's methods that run before it returns: it calls them, or they are called by those. */
export function calledWithin(agent: AgentSyntax, start: MethodSyntax): ReadonlySet<MethodSyntax> {
  const reached = new Set<MethodSyntax>();
  const open = [start];
  for (let method = open.pop(); method; method = open.pop()) {
    if (reached.has(method)) continue;
    reached.add(method);
    const code = new Set(ownCode(method.body));
    for (const { node, name } of agent.self.uses) {
      const isCall = code.has(node) && node.parent?.type === 'call' && node.parent.parts[0] === node;
      const target = isCall ? methodsNamed(agent, name).at(-1) : undefined;
      if (target) open.push(target);
    }
  }
  return reached;
}

/** Whoever calls the method waits until the agent is stopped: a loop that only a flag or an exception ends stands in it, or in what it calls. */
export function serves(agent: AgentSyntax, method: MethodSyntax): boolean {
  const flags = new Set(agent.self.uses.map(({ node }) => node));
  const isOpenEnded = (loop: SyntaxNode): boolean => {
    const [condition] = loop.parts;
    if (loop.type !== 'while_statement' || condition === undefined) return false;
    return condition.type === 'true' || condition.walk().some((node) => flags.has(node));
  };
  return [...calledWithin(agent, method)].some(({ body }) => ownCode(body).some(isOpenEnded));
}
