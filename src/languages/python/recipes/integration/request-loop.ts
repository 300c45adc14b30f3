import { leave, nothing, oneGroup, type Proposal } from '../../../../core/rewrite/recipe.js';
import { foreignUses, heirsInFile } from '../../rewrite/foreign-uses.js';
import type { PythonContext, PythonRecipe } from '../../rewrite/python-recipe.js';
import type { SelfUse } from '../../rewrite/self-uses.js';
import { removeDefinition } from '../../rewrite/syntax/removal.js';
import type { ClassSyntax } from '../../rewrite/syntax/class-syntax.js';
import type { SyntaxNode } from '../../rewrite/syntax/syntax-node.js';
import { assignedValue } from '../../rewrite/values/definitions.js';
import { ownSockets } from '../reading/own-sockets.js';
import {
  cleansUpByItself,
  otherEnds,
  otherErrorReplies,
  requestLoops,
  takesRequestOnly,
  type AgentLoop,
} from '../reading/request-loop.js';
import { SUPER_CLEANUP, teardownOf } from './super-cleanup.js';

/** The recipe that hands the main socket over; named here, because that one asks whether this one is carried out. */
export const MAIN_SOCKET = 'main-socket';
export const REQUEST_LOOP = 'request-loop';

/**
 * The agent's own `run` goes when the base's does the same. With a difference it stays, an override that the contract allows; whether
 * replies to failing requests may change, and `run` may clean up, is for a person to say, who knows the agents that ask and who calls it.
 */
export const requestLoop: PythonRecipe = {
  id: REQUEST_LOOP,
  title: "Serve with the base's request loop",
  description:
    "Removes a run method that only receives, calls the handler and replies: the base's does the same on the main socket. For review where the base's error replies or its end are others.",
  stage: 'integration',
  scope: 'class',
  propose(context) {
    const { agent, contract, module } = context;
    const { run, requestHandler, requestLoop: base } = contract;
    if (!agent.isAdopted || run === undefined || requestHandler === undefined || base === undefined) return nothing;
    const loop = ownSockets(module, agent)
      .filter(({ kind }) => kind === contract.mainSocket?.kind)
      .flatMap(({ attribute }) => requestLoops(module, agent, attribute))
      .find(({ method }) => method.name === run.name);
    if (loop === undefined) return nothing;
    const reason = whyItStays(context, loop);
    return reason === undefined ? propose(context, loop) : leave(reason);
  },
};

function whyItStays(
  context: PythonContext,
  loop: AgentLoop,
): { readonly reason: string; readonly line: number } | undefined {
  const { module, agent, contract } = context;
  const { method, handler, odd, payload } = loop;
  const stays = (
    why: string,
    line = module.lineOf(method.nameNode),
  ): { readonly reason: string; readonly line: number } => ({
    reason: `${agent.name} keeps its own ${method.name}: ${why}.`,
    line,
  });
  const [first] = odd;
  if (first)
    return stays(
      `the base's does not do what line ${module.lineOf(first.node)} does (${first.text})`,
      module.lineOf(first.node),
    );
  if (method.isAsync !== (contract.run?.isAsync ?? false))
    return stays('one of the two is asynchronous and the other is not');
  if (payload !== contract.requestLoop?.payload)
    return stays(`requests are not ${contract.requestLoop?.payload ?? 'known'}`);
  if (handler === undefined) return stays('it makes the replies itself');
  if (handler.name !== contract.requestHandler?.name || !takesRequestOnly(module, handler)) {
    return stays(`requests go to ${handler.name}, and not to ${contract.requestHandler?.name ?? 'the handler'}`);
  }
  if (method.parameters.length > 0) return stays('it takes arguments');
  if (method.decorators.length > 0) return stays('it is decorated');
  const flag = flagOfItsOwn(context, loop);
  if (flag) return stays(`it ends on ${flag.name}, and the base's on ${contract.requestLoop.flag ?? 'nothing'}`);
  const raised = raisedForOthers(context, loop);
  if (raised) return stays(`without it, nothing would set ${raised.name}`, module.lineOf(raised.node));
  const [difference] = otherEnds(contract.requestLoop, loop, contract.cleanup?.name);
  return difference === undefined ? undefined : stays(`without it, ${difference}`);
}

/** A flag that the base does not watch, and that something lowers without ending the agent in the base's way too. */
function flagOfItsOwn(context: PythonContext, { flags }: AgentLoop): SelfUse | undefined {
  const { module, agent, contract, draft } = context;
  const endsAgent = draft.has(SUPER_CLEANUP, agent.name) ? teardownOf(context) : undefined;
  const isLowered = ({ method, access, node }: SelfUse): boolean =>
    access !== 'read' && method !== agent.init && method !== endsAgent && assignedValue(node)?.type !== 'true';
  const isElsewhere = (name: string): boolean =>
    foreignUses(module, agent, name).some(
      ({ node, holder }) => holder !== 'other' && assignedValue(node) !== undefined,
    );
  return flags.find(
    ({ name }) => name !== contract.requestLoop?.flag && (agent.self.named(name).some(isLowered) || isElsewhere(name)),
  );
}

/** An attribute that is true from the start of `run` on, for whoever asks elsewhere. */
function raisedForOthers({ agent, contract }: PythonContext, { raised, method }: AgentLoop): SelfUse | undefined {
  return raised.find(
    ({ name }) =>
      name !== contract.requestLoop?.flag &&
      agent.self.named(name).some((use) => use.access === 'read' && use.method !== method),
  );
}

/** What would be another way, and only a person can judge. */
function toBeJudged(context: PythonContext, loop: AgentLoop): readonly string[] {
  const { module, contract } = context;
  const { requestLoop: base, cleanup } = contract;
  if (base === undefined) return [];
  const others = otherErrorReplies(base, loop);
  if (!cleansUpByItself(base, loop)) return others;
  // With nothing of its own to clean up, the agent ends in the base's way either way, unless somebody goes on with it.
  const ends = `ends by calling ${cleanup?.name}`;
  if (hasOwnCleanup(context)) return [ends, ...others];
  const after = usedAfter(context, loop);
  return after ? [`${ends}, and line ${module.lineOf(after)} goes on with the agent`, ...others] : others;
}

/** The agent, or a class on top of it, cleans up in a way of its own. */
function hasOwnCleanup({ module, agent, contract, outside }: PythonContext): boolean {
  const name = contract.cleanup?.name ?? '';
  const heirs = heirsInFile(module, agent);
  const isHeir = ({ node }: ClassSyntax): boolean => heirs.includes(node);
  const classes = [agent, ...module.classes.filter(isHeir)];
  return (
    classes.some(({ methods }) => methods.some((method) => method.name === name)) ||
    outside.subclassed.some((heir) => heir.name === agent.name && heir.methods?.includes(name) === true)
  );
}

/** Where the file uses the agent when its run is over, or runs it again: for that, the base has closed too much. */
function usedAfter(context: PythonContext, { method }: AgentLoop): SyntaxNode | undefined {
  const { module, agent, contract } = context;
  const foreign = foreignUses(module, agent, method.name).filter(({ holder }) => holder !== 'other');
  const [run, again] = [...foreign, ...agent.self.named(method.name)].map(({ node }) => node);
  if (run === undefined || again) return again;
  if (run.ancestor('while_statement', 'for_statement')) return run;
  const [object] = run.parts;
  if (object?.type !== 'identifier') return undefined;
  const around = run.ancestor('function_definition');
  const sockets = ownSockets(module, agent).map(({ attribute }) => attribute);
  const members = [...sockets, ...[...agent.methods, ...contract.attributes].map(({ name }) => name)];
  const teardown = teardownOf(context)?.name;
  return module.identifiersNamed(module.textOf(object)).find((node) => {
    const name = node.parent?.type === 'attribute' ? node.parent.parts[1] : undefined;
    const member = name && module.textOf(name);
    const isFree = member !== undefined && (member === teardown || !members.includes(member));
    return node.start > run.end && node.ancestor('function_definition') === around && !isFree;
  });
}

function propose(context: PythonContext, loop: AgentLoop): Proposal {
  const { module, agent, contract, draft } = context;
  const edits = removeDefinition(module, loop.method.whole, (span) => draft.isDeleted(span));
  const others = toBeJudged(context, loop);
  const means = `${contract.class}.${loop.method.name} receives, handles and replies in the same way`;
  const reason = others.length === 0 ? `${means}.` : `${means}, but ${others.join(', and ')}.`;
  return oneGroup({
    safety: others.length === 0 ? 'safe' : 'review',
    edits: edits.map((edit) => ({ ...edit, reason })),
    removed: [`${agent.name}.${loop.method.name}`],
    needs: [MAIN_SOCKET],
  });
}
