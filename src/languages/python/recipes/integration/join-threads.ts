import type { ProposedEdit } from '../../../../core/rewrite/edit-group.js';
import { nothing, type LeftNote } from '../../../../core/rewrite/recipe.js';
import type { PythonContext, PythonRecipe } from '../../rewrite/python-recipe.js';
import type { MethodSyntax } from '../../rewrite/syntax/class-syntax.js';
import { insertAfter } from '../../rewrite/syntax/insertion.js';
import type { SyntaxNode } from '../../rewrite/syntax/syntax-node.js';
import { agentThreads, type AgentThread } from '../reading/agent-threads.js';
import { assignmentOf } from '../reading/origins.js';
import { callOnUse } from '../reading/own-sockets.js';
import { methodsReachedFrom } from '../reading/reached-methods.js';
import { teardownOf } from './super-cleanup.js';

/** Threads that the agent keeps under a name by which the base does not find them are put where it joins them. */
export const joinThreads: PythonRecipe = {
  id: 'join-threads',
  title: 'Let the base wait for the own threads',
  description:
    "Registers the agent's own threads where the base's cleanup joins them, when their loop ends with the agent. For review: ending then takes as long as they do. Threads for health checks stay as they are.",
  stage: 'integration',
  scope: 'class',
  propose(context) {
    const { agent, module, contract } = context;
    if (!agent.isAdopted || contract.cleanup === undefined || contract.joinsThreads === undefined) return nothing;
    const left: LeftNote[] = [];
    const groups = agentThreads(module, agent).flatMap((thread, index) => {
      const answer = isForUs(context, thread) ? register(context, thread) : undefined;
      if (answer === undefined) return [];
      if ('newText' in answer) return [{ id: String(index + 1), safety: 'review' as const, edits: [answer] }];
      left.push(answer);
      return [];
    });
    return { groups, left };
  },
};

/** Made once for the agent's whole life, running a loop of its own, and joined by nobody. */
function isForUs({ module, agent, contract }: PythonContext, thread: AgentThread): boolean {
  const { attribute, method, creation, target, starts, isJoined, isForHealth, holder } = thread;
  if (isJoined || isForHealth || target === undefined || loopsOf(target).length === 0 || starts.length === 0)
    return false;
  if (contract.joinsThreads?.some((ending) => attribute?.endsWith(ending) === true) === true) return false;
  const run = [contract.run?.name ?? '', ...(contract.run?.synonyms ?? [])];
  const lasting = methodsReachedFrom(agent, ['__init__', ...run]);
  if (!lasting.has(method) || creation.ancestor('for_statement', 'while_statement')?.isWithin(method.body) === true)
    return false;
  const list = listName(contract.joinsThreads ?? []);
  return !agent.self.named(list ?? '').some(({ statement }) => module.textOf(statement).includes(holder));
}

const loopsOf = ({ body }: MethodSyntax): readonly SyntaxNode[] =>
  body.walk(({ type }) => type !== 'function_definition').filter(({ type }) => type === 'while_statement');

function register(context: PythonContext, thread: AgentThread): ProposedEdit | LeftNote | undefined {
  const { module, agent, contract } = context;
  const { holder, creation, starts, target, isDaemon } = thread;
  const { class: base, cleanup, joinsThreads = [] } = contract;
  const note = (why: string, node: SyntaxNode = creation): LeftNote => ({
    reason: `${base}.${cleanup?.name ?? ''} does not wait for the thread ${holder}: ${why}.`,
    line: module.lineOf(node),
  });
  const list = listName(joinsThreads);
  const [start, another] = starts;
  const endless = target && loopsOf(target).find((loop) => !endsWithAgent(context, loop));
  // A daemon thread ends with the process, as it always has; any other one keeps the process from ending.
  if (endless) return isDaemon ? undefined : note('nothing in the end of the agent ends its loop', endless);
  if (start === undefined || another) return note('it is started in several places');
  if (list === undefined) return note(`it waits for attributes that end in ${joinsThreads.join(' or ')}`);
  const [own] = agent.self.named(list);
  if (own) return note(`${agent.name} keeps ${list} itself, and not this one in it`, own.node);
  const self = thread.method.selfName ?? 'self';
  const line = `${self}.${list} = [*getattr(${self}, "${list}", ()), ${holder}]`;
  const daemon = isDaemon ? '; as a daemon thread it would be cut off when the process ends' : '';
  const reason = `${base}.${cleanup?.name ?? ''} joins what is in ${list}, and so waits until the loop of ${holder} has ended${daemon}.`;
  return { ...insertAfter(module, start, [line]), reason };
}

/** The attribute whose list of threads the base joins: one that it names, or any that ends like one. */
function listName(joinsThreads: readonly string[]): string | undefined {
  const usual = '_background_threads';
  return joinsThreads.some((ending) => ending.endsWith('s') && usual.endsWith(ending))
    ? usual
    : joinsThreads.find((name) => name.length > '_threads'.length && name.endsWith('s'));
}

/** The condition asks for the base's flag, or for one that the agent's own teardown sets. */
function endsWithAgent(context: PythonContext, loop: SyntaxNode): boolean {
  const { module, agent, contract } = context;
  const [condition] = loop.parts;
  if (condition === undefined) return false;
  const asked = agent.self.within(condition).map(({ name }) => name);
  const teardown = teardownOf(context);
  return asked.some((name) => {
    if (name === contract.requestLoop?.flag) return true;
    return agent.self.named(name).some((use) => {
      if (use.method !== teardown) return false;
      const value = assignmentOf(use.statement)?.value;
      return callOnUse(module, use)?.name === 'set' || (use.access === 'write' && value !== undefined);
    });
  });
}
