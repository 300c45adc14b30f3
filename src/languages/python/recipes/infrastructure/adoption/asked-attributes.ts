import { fine, type Finding } from '../../../../../core/rewrite/finding.js';
import type { PythonContext } from '../../../rewrite/python-recipe.js';
import type { NamedReach } from '../../../rewrite/self-uses.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';
import { isOwnObject } from './owned-attributes.js';

/**
 * `hasattr(self, 'name')` and `getattr(self, 'name', …)` of what the base sets and the agent may not have set: the answer changes. Sockets
 * and threads are asked after to be ended, and the base does not mind that.
 */
export function settleAsked(context: PythonContext): Finding {
  const { module, agent, contract, draft } = context;
  const owned = contract.attributes.filter((one) => one.set !== 'never' && !isOwnObject(contract, one));
  const asked = agent.self.reaches.filter((reach) => {
    const isOwned = owned.some(({ name }) => name === reach.name);
    return isOwned && isQuestion(reach) && !draft.isDeleted(reach.node) && isAnswered(context, reach.name);
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

/** By the base alone: the agent never sets it, or only where it was told that it has none. */
function isAnswered({ module, agent }: PythonContext, name: string): boolean {
  return agent.self.named(name).every(({ access, node, method }) => {
    const question = node.ancestor('if_statement');
    return access === 'read' || (question?.isWithin(method.body) === true && asks(module, question, name));
  });
}

const asks = (module: PythonContext['module'], question: SyntaxNode, name: string): boolean => {
  const [condition] = question.parts;
  return condition !== undefined && new RegExp(`attr\\(.*["']${name}["']`).test(module.textOf(condition));
};
