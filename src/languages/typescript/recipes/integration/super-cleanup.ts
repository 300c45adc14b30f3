import { leave, nothing, oneGroup, type Proposal } from '../../../../core/rewrite/recipe.js';
import { isAsync, type MethodWithBody } from '../../rewrite/agent-syntax.js';
import type { TypeScriptContext, TypeScriptRecipe } from '../../rewrite/typescript-recipe.js';
import { CLOSE_RESOURCES } from './close-resources.js';
import { callsSuper, closeAtEnd, newCleanup, ownCleanup, teardownOf } from './closing/cleanup-method.js';

export const SUPER_CLEANUP = 'super-cleanup';

/** The agent's own end goes on to the base's, so that what the base has opened is closed too. */
export const superCleanup: TypeScriptRecipe = {
  id: SUPER_CLEANUP,
  title: "End cleanup with the base's",
  description:
    "Appends the base's cleanup to the agent's own. An agent that ends in a method of another name gets a cleanup that calls it; the method stays as it is for its callers.",
  stage: 'integration',
  scope: 'class',
  propose(context) {
    const { agent, contract } = context;
    const { cleanup } = contract;
    if (!agent.isAdopted || cleanup?.mustCallSuper !== true) return nothing;
    // The base leaves it to its agents: there is nothing to go on to.
    if (contract.abstractMethods.includes(cleanup.name)) return nothing;
    const own = ownCleanup(context);
    if (own) return callsSuper(own, cleanup.name) ? nothing : append(context, own);
    const teardown = teardownOf(context);
    const isWritten = context.draft.has(CLOSE_RESOURCES, agent.name);
    return teardown === undefined || isWritten ? nothing : delegate(context, teardown);
  },
};

function append(context: TypeScriptContext, method: MethodWithBody): Proposal {
  const { module, agent, contract } = context;
  const { cleanup } = contract;
  const name = cleanup?.name ?? '';
  const left = (reason: string): Proposal =>
    leave({
      reason: `${agent.name}.${name} does not end with the base's cleanup: ${reason}.`,
      line: module.lineOf(method.name),
    });
  const waits = cleanup?.isAsync === true;
  if (waits && !isAsync(method)) return left('it is not asynchronous, and its callers would not wait for it');
  const place = closeAtEnd(module, method, name, [`${waits ? 'await ' : ''}super.${name}()`]);
  if (!place.ok) return left(place.reason);
  const reason = `${contract.class}.${name} closes what the base has opened.`;
  return oneGroup({ safety: 'safe', edits: [{ ...place.edit, reason }] });
}

function delegate(context: TypeScriptContext, teardown: MethodWithBody): Proposal {
  const { module, agent, contract } = context;
  const name = teardown.name.getText();
  const edit = newCleanup(context, []);
  if (!edit) {
    const reason = `${agent.name} gets no ${contract.cleanup?.name ?? ''}: its last line holds more than its brace.`;
    return leave({ reason, line: module.lineOf(agent.node) });
  }
  const reason = `Whoever ends an agent of ${contract.class} calls ${contract.cleanup?.name ?? ''}; ${name} stays for its other callers.`;
  return oneGroup({ safety: 'safe', edits: [{ ...edit, reason }] });
}
