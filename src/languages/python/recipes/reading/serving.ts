import type { AgentSyntax } from '../../rewrite/agent-syntax.js';
import type { MethodSyntax } from '../../rewrite/syntax/class-syntax.js';
import { isCalled } from '../../rewrite/self-uses.js';
import type { SyntaxNode } from '../../rewrite/syntax/syntax-node.js';
import { methodsNamed } from '../../rewrite/syntax/methods-named.js';

/** What belongs to a function itself and not to one that it defines. */
const others = new Set(['function_definition', 'class_definition', 'lambda']);
const isOwnCode = ({ type }: SyntaxNode): boolean => !others.has(type);

/** Everything below a body that runs when the body does, functions defined there left out. */
export const ownCode = (body: SyntaxNode): readonly SyntaxNode[] => body.walk(isOwnCode).filter(isOwnCode);

/** Of that, the nodes of one type, in source order. */
export function ownNodes(body: SyntaxNode, type: string): readonly SyntaxNode[] {
  const { tree } = body;
  return tree.nodesAt(tree.placesBelow(body, type)).filter((node) => isOwnNode(node, body));
}

/** A node below a body, or itself, is in no function or class that the body defines. */
function isOwnNode(node: SyntaxNode, body: SyntaxNode): boolean {
  let at: SyntaxNode | undefined = node;
  while (at && at !== body && isOwnCode(at)) at = at.parent;
  return at === body;
}

/** A call of it runs nothing yet: what it returns is to be iterated. */
export const isGenerator = ({ body }: MethodSyntax): boolean => ownNodes(body, 'yield').length > 0;

/** The method itself and the agent's methods that run before it returns: it calls them, or they are called by those. */
export function calledWithin(agent: AgentSyntax, start: MethodSyntax): ReadonlySet<MethodSyntax> {
  const reached = new Set<MethodSyntax>();
  const open = [start];
  for (let method = open.pop(); method; method = open.pop()) {
    if (reached.has(method)) continue;
    reached.add(method);
    for (const use of agent.self.within(method.body)) {
      const isOwnCall = isCalled(use) && isOwnNode(use.node, method.body);
      const target = isOwnCall ? methodsNamed(agent, use.name).at(-1) : undefined;
      if (target) open.push(target);
    }
  }
  return reached;
}

/** Whoever calls the method waits until the agent is stopped: a loop that only a flag or an exception ends stands in it, or in what it calls. */
export function serves(agent: AgentSyntax, method: MethodSyntax): boolean {
  const isOpenEnded = (loop: SyntaxNode): boolean => {
    const condition = loop.part(0);
    return condition?.type === 'true' || (condition?.walk() ?? []).some((node) => agent.self.byNode.has(node));
  };
  return [...calledWithin(agent, method)].some(({ body }) => ownNodes(body, 'while_statement').some(isOpenEnded));
}
