import type { PythonContext } from '../../../rewrite/python-recipe.js';
import { fine, refused, type Finding } from '../../../../../core/rewrite/finding.js';

/** A call of the base's constructor that is there already stays where it is, unless the base would then overwrite what the agent has set. */
export function settleExistingCall({ module, agent, contract }: PythonContext): Finding {
  const [call] = agent.superCalls;
  if (!call) return fine();
  const owned = new Set(contract.attributes.filter(({ set }) => set !== 'never').map(({ name }) => name));
  const overwritten = agent.self.uses.find(
    (use) =>
      use.method === agent.init && use.access !== 'read' && owned.has(use.name) && use.node.start < call.node.start,
  );
  if (!overwritten) return fine();
  const message =
    `${agent.name}.__init__ sets ${overwritten.name} before it calls the constructor of the base, ` +
    `which would overwrite it; move the call to the start of __init__ first.`;
  return refused({ code: 'owned-attribute', message, line: module.lineOf(overwritten.node) });
}
