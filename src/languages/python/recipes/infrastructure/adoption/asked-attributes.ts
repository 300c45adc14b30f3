import type { OwnedAttribute } from '../../../../../core/contract/contract.js';
import { fine, type Finding } from '../../../../../core/rewrite/finding.js';
import type { PythonContext } from '../../../rewrite/python-recipe.js';
import type { NamedReach } from '../../../rewrite/self-uses.js';
import { isMovedAside } from './owned-attributes.js';

/** `hasattr(self, 'name')` and `getattr(self, 'name', …)` of what the base sets and the agent may not have set: the answer changes. */
export function settleAsked(context: PythonContext): Finding {
  const { module, agent, contract, draft } = context;
  const owned = contract.attributes.filter(({ set }) => set !== 'never');
  const asked = agent.self.reaches.filter((reach) => {
    const found = owned.find(({ name }) => name === reach.name);
    return found !== undefined && isQuestion(reach) && !draft.isDeleted(reach.node) && isAnswered(context, found);
  });
  return fine({
    review: asked.map(({ name, node }) => ({
      reason: `${agent.name} asks whether it has ${name}, which ${contract.class} sets on every agent.`,
      line: module.lineOf(node),
    })),
  });
}

const isQuestion = ({ call, isDirect, node }: NamedReach): boolean =>
  isDirect && (call === 'hasattr' || (call === 'getattr' && (node.parts[1]?.parts.length ?? 0) > 2));

/** By the base alone: the agent keeps no object of that name, and does not set it whenever it is made. */
function isAnswered(context: PythonContext, owned: OwnedAttribute): boolean {
  const { module, agent } = context;
  if (isMovedAside(context, owned)) return false;
  const { init } = agent;
  const exit = init && module.nodesIn(init.body, 'return_statement')[0];
  const isAlwaysSet = agent.self
    .named(owned.name)
    .some(
      ({ access, statement, method }) =>
        access === 'write' &&
        method === init &&
        statement.parent === init.body &&
        (!exit || statement.start < exit.start),
    );
  return !isAlwaysSet;
}
