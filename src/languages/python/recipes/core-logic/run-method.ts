import type { ContractMethod } from '../../../../core/contract/contract.js';
import { leave, nothing, oneGroup, type LeftNote, type Proposal } from '../../../../core/rewrite/recipe.js';
import { foreignUses } from '../../rewrite/foreign-uses.js';
import type { PythonContext, PythonRecipe } from '../../rewrite/python-recipe.js';
import type { MethodSyntax } from '../../rewrite/syntax/class-syntax.js';
import type { SyntaxNode } from '../../rewrite/syntax/syntax-node.js';
import { findMissedUse, renameMemberTo } from '../infrastructure/adoption/rename-member.js';
import { calledWithin, serves } from '../reading/serving.js';
import { delegateTo } from '../writing/delegate.js';
import { methodsNamed } from '../../rewrite/syntax/methods-named.js';

/**
 * An agent that serves in `start` or `main_loop` is started by that name, while whoever starts an agent of the base calls `run`. Renaming
 * takes the main guard along; a name that somebody else may call stays, and `run` calls it.
 */
export const runMethod: PythonRecipe = {
  id: 'run-method',
  title: 'Serve in the method that starts an agent',
  description:
    "Gives the method that serves the name of the base's run method, in the main guard too. Where others may call it by its own name, a new run method calls it.",
  stage: 'core-logic',
  scope: 'class',
  propose(context) {
    const { agent, contract } = context;
    const { run } = contract;
    if (!agent.isAdopted || run === undefined) return nothing;
    const own = methodsNamed(agent, run.name).at(-1);
    if (own !== undefined)
      return own.isAsync === (run.isAsync ?? false) ? nothing : leave(otherKind(context, own, run));
    const method = servingMethod(context, run);
    return method === undefined || meansRun(context, run.name) ? nothing : fromServing(context, method, run);
  },
};

/** The method of another name with which the agent serves; none when the base has one of that name too, which it replaces. */
function servingMethod(
  { agent, contract }: PythonContext,
  { synonyms = [] }: ContractMethod,
): MethodSyntax | undefined {
  const ofBase = new Set(contract.methods.map(({ name }) => name));
  const named = synonyms.filter((name) => !ofBase.has(name));
  const serving = agent.methods.filter(
    (method) => method.kind === 'instance' && named.includes(method.name) && serves(agent, method),
  );
  // Of `start` and the `main_loop` that it calls, the first is the one that starts the agent.
  const [only, ...more] = serving.filter(
    (method) => !serving.some((other) => other !== method && calledWithin(agent, other).has(method)),
  );
  return more.length > 0 ? undefined : only;
}

/** The agent, or its file, uses the name already: for something of its own, or for the base's method. */
function meansRun({ module, agent }: PythonContext, name: string): boolean {
  const isOwn = agent.self.uses.some((use) => use.name === name) || agent.self.reaches.some((one) => one.name === name);
  return isOwn || foreignUses(module, agent, name).some(({ holder }) => holder === 'agent');
}

function fromServing(context: PythonContext, method: MethodSyntax, run: ContractMethod): Proposal {
  const { agent, module, contract } = context;
  const isDemanding = method.parameters.some(
    ({ kind, default: fallback }) => fallback === undefined && (kind === 'normal' || kind === 'keyword-only'),
  );
  if (isDemanding || method.decorators.length > 0) {
    const why = isDemanding ? 'it takes arguments' : 'it is decorated';
    const reason = `${agent.name} serves in ${method.name}, which cannot become the ${run.name} of ${contract.class}: ${why}.`;
    return leave({ reason, line: module.lineOf(method.nameNode) });
  }
  if (method.isAsync !== (run.isAsync ?? false)) return leave(otherKind(context, method, run));
  const stays = findMissedUse(context, method.name, 'method') !== undefined || isRunByAsyncio(context, method.name);
  return stays ? called(context, method, run) : renamed(context, method, run);
}

const runners = /(?:^|\.)(?:run|run_until_complete|create_task|ensure_future|gather)$/;

/** `asyncio.run(agent.start())`: what starts an event loop is left as it is. */
function isRunByAsyncio({ module, agent }: PythonContext, name: string): boolean {
  const isRunner = (node: SyntaxNode): boolean => {
    const callee = node.type === 'call' ? node.parts[0] : undefined;
    return callee !== undefined && runners.test(module.textOf(callee));
  };
  return foreignUses(module, agent, name).some(({ node }) => {
    const list = node.parent?.type === 'call' ? node.parent.parent : undefined;
    return list?.type === 'argument_list' && list.parent !== undefined && isRunner(list.parent);
  });
}

function renamed(context: PythonContext, { name, nameNode }: MethodSyntax, run: ContractMethod): Proposal {
  const { agent, module, contract } = context;
  const reason = `Agents of ${contract.class} are started with ${run.name}; ${name} of line ${module.lineOf(nameNode)} is what serves.`;
  return oneGroup({
    safety: name.startsWith('_') ? 'safe' : 'review',
    edits: renameMemberTo(context, name, run.name, reason).edits,
    renamed: [{ from: `${agent.name}.${name}`, to: `${agent.name}.${run.name}` }],
  });
}

function called({ module, contract }: PythonContext, method: MethodSyntax, run: ContractMethod): Proposal {
  const edit = delegateTo(module, method, { ...run, parameters: [] });
  const reason = `Agents of ${contract.class} are started with ${run.name}; ${method.name} stays for its other callers.`;
  return edit === undefined ? nothing : oneGroup({ safety: 'safe', edits: [{ ...edit, reason }] });
}

function otherKind({ module, agent, contract }: PythonContext, method: MethodSyntax, run: ContractMethod): LeftNote {
  const [own, other] = method.isAsync ? ['asynchronous', 'synchronous'] : ['synchronous', 'asynchronous'];
  const reason =
    `${agent.name}.${method.name} is ${own} and ${contract.class}.${run.name} is ${other}: ` +
    'only who knows the agent can start it.';
  return { reason, line: module.lineOf(method.nameNode) };
}
