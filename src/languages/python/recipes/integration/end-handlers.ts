import type { ProposedEdit } from '../../../../core/rewrite/edit-group.js';
import { nothing, type LeftNote } from '../../../../core/rewrite/recipe.js';
import { foreignUses } from '../../rewrite/foreign-uses.js';
import type { PythonContext, PythonRecipe } from '../../rewrite/python-recipe.js';
import { insertBefore, insertLinesBelow } from '../../rewrite/syntax/insertion.js';
import type { SyntaxNode } from '../../rewrite/syntax/syntax-node.js';
import { assignmentOf, callOf, callsIn, expressionOf, isLogging } from '../reading/origins.js';
import { processExit } from '../reading/process-exit.js';
import { methodsReachedFrom } from '../reading/reached-methods.js';
import { endHandlers, type EndHandler } from './process-end/end-handlers.js';
import { REQUEST_LOOP } from './request-loop.js';
import { teardownOf } from './super-cleanup.js';
import { methodsNamed } from '../../rewrite/syntax/methods-named.js';

/** Handlers of signals and of the interpreter's exit stay, and end the agent where nothing else would. */
export const endHandlersCleanUp: PythonRecipe = {
  id: 'end-handlers',
  title: 'End the agent in its signal handlers',
  description:
    'Keeps handlers of signals and of the exit, and makes one that only sets a flag or exits call cleanup where nothing else would. For review: cleanup then runs in the middle of what the signal interrupts.',
  stage: 'integration',
  scope: 'class',
  propose(context) {
    const { agent, contract } = context;
    if (!agent.isAdopted || contract.cleanup === undefined) return nothing;
    const left: LeftNote[] = [];
    const groups = endHandlers(context).flatMap((handler, index) => {
      const answer = settle(context, handler);
      if (answer === undefined) return [];
      if ('newText' in answer) return [{ id: String(index + 1), safety: 'review' as const, edits: [answer] }];
      left.push(answer);
      return [];
    });
    return { groups, left };
  },
};

function settle(context: PythonContext, handler: EndHandler): ProposedEdit | LeftNote | undefined {
  const { module, agent, contract } = context;
  const { kind, name, registration, statements, body } = handler;
  const cleanup = contract.cleanup?.name ?? '';
  const note = (reason: string): LeftNote => ({ reason, line: module.lineOf(registration) });
  if (contract.doesNot?.includes(kind === 'signal' ? 'signals' : 'atexit') !== true) {
    return note(
      `${name} takes the place of what ${contract.class} does at this ${kind === 'signal' ? 'signal' : 'point'} itself.`,
    );
  }
  if (callsCleanup(context, handler)) return undefined;
  const ends = statements.filter((one) => processExit(module, one) !== undefined);
  const isAbrupt = ends.some((one) => processExit(module, one) === 'at once');
  if (!isAbrupt && endOfRunCleansUp(context)) return undefined;
  if (handler.agent === undefined) {
    return ends.length > 0 || kind === 'atexit'
      ? note(`${name} does not know ${agent.name}, and so cannot call its ${cleanup}.`)
      : undefined;
  }
  const other = statements.find((one) => !isPlain(context, one));
  const exits = body.walk().filter(({ type }) => type === 'return_statement');
  if (other || ends.length > 1 || exits.length > 0) {
    const line = module.lineOf(other ?? ends[1] ?? exits[0] ?? body);
    return note(
      `${name} does not end in ${cleanup}, and does more than set a flag or exit (line ${line}); call it there by hand.`,
    );
  }
  if (contract.cleanup?.isAsync === true) return note(`${name} cannot wait for ${cleanup}, which is asynchronous.`);
  return insertCleanup(context, handler, ends[0]);
}

function insertCleanup(
  { module, contract }: PythonContext,
  { agent = 'self', statements, kind }: EndHandler,
  exit: SyntaxNode | undefined,
): ProposedEdit | undefined {
  const last = statements.at(-1);
  const line = `${agent}.${contract.cleanup?.name ?? ''}()`;
  const place = exit ? insertBefore(module, exit, [line]) : last && insertLinesBelow(module, last, [line]);
  const reason =
    kind === 'signal'
      ? `${contract.class} does not notice signals: its sockets and threads end here, in the middle of what the signal interrupts.`
      : `${contract.class} does not notice that the interpreter exits: its sockets and threads end here.`;
  return place && { ...place, reason };
}

/** Its own code, or a method that it calls, ends the agent. */
function callsCleanup(context: PythonContext, { body, agent: self }: EndHandler): boolean {
  const { module, agent, contract } = context;
  const names = new Set([
    contract.cleanup?.name,
    contract.cleanup?.mustCallSuper === true ? teardownOf(context)?.name : undefined,
  ]);
  const called = callsIn(module, body).filter(({ receiver }) => receiver && module.textOf(receiver) === self);
  if (called.some(({ name }) => names.has(name))) return true;
  const own = agent.methods.find((method) => method.body === body);
  if (own && names.has(own.name)) return true;
  const reached = methodsReachedFrom(
    agent,
    called.map(({ name }) => name),
  );
  return agent.self.uses.some((use) => reached.has(use.method) && names.has(use.name));
}

/** However `run` is left, cleanup follows: in the base's own, in the agent's, or around its call. */
function endOfRunCleansUp(context: PythonContext): boolean {
  const { module, agent, contract, draft } = context;
  const { run, cleanup, requestLoop } = contract;
  const names = [cleanup?.name, teardownOf(context)?.name].filter((name) => name !== undefined);
  const inFinally = (node: SyntaxNode): boolean => node.ancestor('finally_clause') !== undefined;
  const around = names.some((name) =>
    foreignUses(module, agent, name).some(({ node, holder }) => holder === 'agent' && inFinally(node)),
  );
  if (around) return true;
  const own = methodsNamed(agent, run?.name).at(-1);
  if (own === undefined || draft.has(REQUEST_LOOP, agent.name)) return requestLoop?.endsInCleanup === true;
  return agent.self.uses.some((use) => use.method === own && names.includes(use.name) && inFinally(use.node));
}

/** It sets a flag, says something, or ends the process. */
function isPlain(context: PythonContext, statement: SyntaxNode): boolean {
  const { module } = context;
  if (statement.type === 'pass_statement' || statement.type === 'global_statement') return true;
  if (isLogging(module, statement) || processExit(module, statement) !== undefined) return true;
  const value = assignmentOf(statement)?.value;
  if (value !== undefined) return ['true', 'false', 'none', 'integer', 'identifier'].includes(value.type);
  const call = callOf(module, expressionOf(statement));
  return call?.receiver !== undefined && (call.name === 'set' || call.name === 'clear') && call.positional.length === 0;
}
