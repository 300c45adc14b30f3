import type { EditGroup } from '../../../../core/rewrite/edit-group.js';
import { nothing, type LeftNote } from '../../../../core/rewrite/recipe.js';
import { isAsync, type MethodWithBody } from '../../rewrite/agent-syntax.js';
import type { TypeScriptContext, TypeScriptRecipe } from '../../rewrite/typescript-recipe.js';
import { ownResources, type OwnResource } from '../reading/own-resources.js';
import { closeAtEnd, newCleanup, ownCleanup } from './closing/cleanup-method.js';
import { closingLine, isClosed, isWaiting, whyNotClosed } from './closing/closing-lines.js';

export const CLOSE_RESOURCES = 'close-resources';

/** Timers, workers, servers, sockets and connections that the agent opens and nothing closes are closed when the agent ends. */
export const closeResources: TypeScriptRecipe = {
  id: CLOSE_RESOURCES,
  title: 'Close timers, workers, sockets and connections',
  description:
    "Closes what the agent opens itself in cleanup, before the base's. For review: nothing closed it so far. What the agent was given is not its to close.",
  stage: 'integration',
  scope: 'class',
  propose(context) {
    const { module, agent, contract, draft } = context;
    if (!agent.isAdopted || contract.cleanup === undefined) return nothing;
    const left: LeftNote[] = [];
    const closable = ownResources(module, agent).filter((one) => {
      if (isClosed(one) || one.openings.every((node) => draft.isDeleted(module.spanOf(node)))) return false;
      const problem = whyNotClosed(context, one);
      if (problem) left.push(problem);
      return problem === undefined;
    });
    const own = ownCleanup(context);
    const groups = own ? inMethod(context, own, closable, left) : inNewCleanup(context, closable, left);
    return { groups, left };
  },
};

const reasonFor = ({ agent }: TypeScriptContext, { member, kind }: OwnResource): string =>
  `${agent.name} opens ${member} (${kind.what}) itself, and nothing closes it.`;

function inMethod(
  context: TypeScriptContext,
  method: MethodWithBody,
  resources: readonly OwnResource[],
  left: LeftNote[],
): readonly EditGroup[] {
  const { module, agent } = context;
  const name = method.name.getText();
  const edits = resources.flatMap((resource) => {
    const line = closingLine(context, resource);
    const cannotWait = isWaiting(line) && !isAsync(method);
    const place = closeAtEnd(module, method, name, [line]);
    if (place.ok && !cannotWait) return [{ ...place.edit, reason: reasonFor(context, resource) }];
    const why = place.ok ? `closing takes time, and ${name} is not asynchronous` : `${name} cannot: ${place.reason}`;
    const reason = `${agent.name}.${resource.member} (${resource.kind.what}) is closed nowhere: ${why}.`;
    left.push({ reason, line: module.lineOf(method.name) });
    return [];
  });
  return edits.length > 0 ? [{ safety: 'review', edits }] : [];
}

/** The new method closes all of it. */
function inNewCleanup(
  context: TypeScriptContext,
  resources: readonly OwnResource[],
  left: LeftNote[],
): readonly EditGroup[] {
  const { module, agent, contract } = context;
  const lines = resources.map((resource) => closingLine(context, resource));
  const [first] = resources;
  if (!first) return [];
  const cannotWait = contract.cleanup?.isAsync !== true && lines.some(isWaiting);
  const edit = cannotWait ? undefined : newCleanup(context, lines);
  if (!edit) {
    const why = cannotWait
      ? `closing takes time, and ${contract.cleanup?.name ?? ''} cannot wait`
      : 'its last line holds more than its brace';
    left.push({ reason: `${agent.name} closes nothing of its own: ${why}.`, line: module.lineOf(agent.node) });
    return [];
  }
  const names = resources.map(({ member, kind }) => `${member} (${kind.what})`).join(', ');
  const reason = `${agent.name} opens ${names} itself, and nothing closes ${resources.length > 1 ? 'them' : 'it'}.`;
  return [{ safety: 'review', edits: [{ ...edit, reason }] }];
}
