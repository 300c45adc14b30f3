import type { PythonContext } from '../../rewrite/python-recipe.js';
import type { SyntaxNode } from '../../rewrite/syntax/syntax-node.js';
import { isCalled } from '../../rewrite/self-uses.js';
import { methodsReachedFrom } from '../reading/reached-methods.js';

/** The base's constructor has returned when the code runs: it stands in no part of `__init__`, and in nothing called there, before it. */
export function runsAfterBase({ agent }: PythonContext, node: SyntaxNode): boolean {
  const [call] = agent.superCalls;
  const { init } = agent;
  if (init === undefined || call === undefined) return init === undefined;
  if (node.isWithin(init.body)) return node.start > call.statement.end;
  const early = agent.self.uses.filter(
    (use) => use.method === init && use.node.start < call.statement.start && isCalled(use),
  );
  const reached = methodsReachedFrom(
    agent,
    early.map(({ name }) => name),
  );
  return ![...reached].some((method) => node.isWithin(method.body));
}
