import { ts } from 'ts-morph';
import type { EditGroup, ProposedEdit } from '../../../../core/rewrite/edit-group.js';
import { nothing, type LeftNote } from '../../../../core/rewrite/recipe.js';
import { fullName, nodesIn, runsLater } from '../../rewrite/syntax/expressions.js';
import type { MethodWithBody } from '../../rewrite/agent-syntax.js';
import type { TypeScriptContext, TypeScriptRecipe } from '../../rewrite/typescript-recipe.js';
import { endHandlers, type EndHandler } from '../reading/end-handlers.js';
import { isProcessExit } from '../reading/process-exit.js';
import { CLOSE_RESOURCES } from './close-resources.js';
import { ownCleanup, teardownOf } from './closing/cleanup-method.js';
import { SUPER_CLEANUP } from './super-cleanup.js';

/** Handlers of signals stay, and end the agent by the base's method where they ended it by another. */
export const endHandlersCleanUp: TypeScriptRecipe = {
  id: 'end-handlers',
  title: 'End the agent in its signal handlers',
  description:
    'Keeps handlers of signals, and makes one that ends the agent by its own method call cleanup, which goes on to the base. For review: more is closed at the signal than before.',
  stage: 'integration',
  scope: 'class',
  propose(context) {
    const { agent, contract } = context;
    if (!agent.isAdopted || contract.cleanup === undefined) return nothing;
    const left: LeftNote[] = [];
    const groups = endHandlers(context).flatMap((handler, index): readonly EditGroup[] => {
      const answer = settle(context, handler);
      if (answer === undefined) return [];
      if ('reason' in answer) {
        left.push(answer);
        return [];
      }
      return [{ id: String(index + 1), safety: 'review', ...answer }];
    });
    return { groups, left };
  },
};

type Answer = Pick<EditGroup, 'edits' | 'needs'> | LeftNote | undefined;

function settle(context: TypeScriptContext, { signal, registration, body, agent: self }: EndHandler): Answer {
  const { module, agent, contract } = context;
  const cleanup = contract.cleanup?.name ?? '';
  const note = (reason: string): LeftNote => ({ reason, line: module.lineOf(registration) });
  if (contract.doesNot?.includes('signals') !== true)
    return note(`The handler of ${signal} takes the place of what ${contract.class} does at this signal itself.`);
  const exit = exitIn(body);
  if (self === undefined)
    return exit && note(`The handler of ${signal} does not know ${agent.name}, and so cannot call its ${cleanup}.`);
  const accesses = membersUsed(body, self);
  const method = teardownOf(context);
  const teardown = method?.name.getText();
  const ends = accesses.filter(({ name }) => name.text === teardown);
  if (accesses.some(({ name }) => name.text === cleanup)) return undefined;
  if (ends.length === 0)
    return (
      exit && note(`The handler of ${signal} ends the process without ${agent.name}.${cleanup}; call it there by hand.`)
    );
  const writer = cleanupWriter(context);
  if (writer === undefined) return undefined;
  const telling = method && ends.find((end) => isTold(method, end) || isAnswerUsed(method, end));
  if (telling)
    return note(
      `The handler of ${signal} says something to ${telling.name.text}, or uses its answer, in line ${module.lineOf(telling)}; ${cleanup} takes and answers nothing.`,
    );
  const hasty = exit && ends.some((end) => !isWaitedFor(end));
  if (hasty)
    return note(
      `The handler of ${signal} ends the process in line ${module.lineOf(exit)} without waiting; ${cleanup} would be cut off.`,
    );
  const reason = `${cleanup} does what ${teardown ?? ''} does, and closes what ${contract.class} has opened.`;
  const edits = ends.map(({ name }): ProposedEdit => ({ ...module.spanOf(name), newText: cleanup, reason }));
  return { edits, needs: writer };
}

/** The recipes of this stage that give the agent its cleanup; `undefined` when it has none that ends all of it. */
function cleanupWriter(context: TypeScriptContext): readonly string[] | undefined {
  const { agent, draft } = context;
  const own = ownCleanup(context);
  const teardown = teardownOf(context)?.name.getText();
  const isDone =
    own && nodesIn(own.body).some((node) => ts.isPropertyAccessExpression(node) && node.name.text === teardown);
  if (isDone === true) return [];
  const writer = [CLOSE_RESOURCES, SUPER_CLEANUP].find((recipe) => draft.has(recipe, agent.name));
  return own || writer === undefined ? undefined : [writer];
}

function membersUsed(body: ts.Node, self: string): readonly ts.PropertyAccessExpression[] {
  return nodesIn(body).filter(
    (node): node is ts.PropertyAccessExpression =>
      ts.isPropertyAccessExpression(node) && fullName(node.expression) === self,
  );
}

/** What ends the agent takes something that its cleanup would not be given: `stop(reason)`. */
const isTold = ({ parameters }: MethodWithBody, { parent }: ts.Node): boolean =>
  parameters.length > 0 && !(ts.isCallExpression(parent) && parent.arguments.length === 0);

/** `const code = await agent.stop()`, `agent.stop().then((code) => …)`. */
function isAnswerUsed(method: MethodWithBody, access: ts.PropertyAccessExpression): boolean {
  const answers = nodesIn(method.body, runsLater).some((node) => ts.isReturnStatement(node) && node.expression);
  const call = access.parent;
  if (!answers || !ts.isCallExpression(call)) return false;
  const { parent } = ts.isAwaitExpression(call.parent) || ts.isVoidExpression(call.parent) ? call.parent : call;
  if (!ts.isPropertyAccessExpression(parent)) return !ts.isExpressionStatement(parent) && !ts.isArrowFunction(parent);
  const [then] = ts.isCallExpression(parent.parent) ? parent.parent.arguments : [];
  return parent.name.text === 'then' && !(then && ts.isArrowFunction(then) && then.parameters.length === 0);
}

const exitIn = (body: ts.Node): ts.Node | undefined => nodesIn(body).find(isProcessExit);

/** `await agent.stop()`, `agent.stop().then(…)`. */
function isWaitedFor(access: ts.PropertyAccessExpression): boolean {
  const call = access.parent;
  if (!ts.isCallExpression(call)) return false;
  return ts.isAwaitExpression(call.parent) || ts.isPropertyAccessExpression(call.parent);
}
