import type { HandOver, ProposedEdit } from '../../../../core/rewrite/edit-group.js';
import { leave, nothing, oneGroup, type Proposal } from '../../../../core/rewrite/recipe.js';
import type { PythonContext, PythonRecipe } from '../../rewrite/python-recipe.js';
import { removeUses, type Departing } from '../../rewrite/removable-uses.js';
import type { MethodSyntax } from '../../rewrite/syntax/class-syntax.js';
import { removeDefinition, removeStatements } from '../../rewrite/syntax/removal.js';
import { statementOf } from '../../rewrite/syntax/statements.js';
import type { SyntaxNode } from '../../rewrite/syntax/syntax-node.js';
import { assignedValue } from '../../rewrite/values/definitions.js';
import { methodsInThreads } from '../reading/agent-threads.js';
import { isAlwaysRun } from '../reading/always-run.js';
import { ADOPT_BASE } from './adopt-base.js';
import { passKeyword } from '../integration/handing-over/pass-keyword.js';
import { constructorPlace, tooEarly } from './adoption/constructor-place.js';
import { handOverHealthPort } from './health-check/health-port.js';
import { readOwnSocket, type OwnSocket } from './health-check/health-socket.js';
import { healthThreads, type HealthThread } from './health-check/health-thread.js';
import { readReplyLoop, type ReplyLoop } from './health-check/reply-loop.js';
import { replaceLoop } from './health-check/reply-method.js';

/**
 * A thread of the agent that answers every message on a socket of its own with its health becomes the base's health check: thread, loop and
 * socket go, and the base is given the port. Anything but this exact shape stays, and the base is not given the port.
 */
export const ownHealthCheck: PythonRecipe = {
  id: 'own-health-check',
  title: 'Leave the health check to the base',
  description:
    "Removes the thread, the loop and the socket of the agent's own health check; its reply becomes the health hook of the base.",
  stage: 'infrastructure',
  scope: 'class',
  propose: (context) => {
    const { agent, contract } = context;
    const canTakeOver = contract.health?.answersAnyMessage === true && contract.healthHook !== undefined;
    if (!canTakeOver) return nothing;
    const threads = healthThreads(context.module, agent);
    const proposals = threads.map((thread) => proposeFor(context, thread));
    return (
      proposals.find(({ groups }) => groups.length > 0) ?? proposals.find(({ left }) => left.length > 0) ?? nothing
    );
  },
};

function proposeFor(context: PythonContext, thread: HealthThread): Proposal {
  const { module, agent, contract } = context;
  const kept = (node: SyntaxNode, reason: string): Proposal => {
    const isHealth = /health/i.test(thread.loop.name);
    const note = {
      reason: `${agent.name}.${thread.loop.name} stays, and so does its port: ${reason}.`,
      line: module.lineOf(node),
    };
    return isHealth ? leave(note) : nothing;
  };
  const reading = readReplyLoop(module, thread.loop);
  if (!reading.ok) return reading.node ? kept(reading.node, reading.reason) : nothing;
  const socket = readOwnSocket(module, agent, reading.loop.socket, contract);
  if (!socket)
    return kept(
      thread.loop.nameNode,
      `${reading.loop.socket} is not one ${contract.health?.kind ?? ''} socket, bound once, on every interface`,
    );
  const other = otherwise(context, thread, { socket, loop: reading.loop });
  if (other) return kept(other.node, other.reason);
  const port = handOverHealthPort(context, socket.bind);
  if (!port.ok) return kept(socket.bind.node, port.reason);
  const asked = portOfBase(context);
  if (asked) return kept(socket.bind.node, `${contract.class} answers health checks already, on ${asked}`);
  const replaced = replaceLoop(context, thread.loop, reading.loop.reply);
  if (!replaced) return kept(thread.loop.nameNode, `${contract.healthHook?.name ?? ''} says something else`);
  const passed = agent.isAdopted ? passToConstructor(context, port.handOver) : [];
  if (!passed) return kept(socket.bind.node, "the call of the base's constructor cannot be given the port");
  const removed = removeSetUp(context, thread, { socket, loop: reading.loop });
  if (!removed.ok) return kept(removed.use, 'its socket or thread is used for something else too');
  const early = askedTooEarly(context, reading.loop, [...replaced, ...removed.edits]);
  if (early) return kept(early.read, `${contract.class} would ask for the health ${early.reason}`);
  return oneGroup({
    safety: 'safe',
    edits: [...replaced, ...removed.edits, ...passed],
    removed: [thread.loop, ...(thread.starter ? [thread.starter] : [])].map(({ name }) => `${agent.name}.${name}`),
    handsOver: [port.handOver],
    needs: agent.isAdopted ? [] : [ADOPT_BASE],
  });
}

interface Obstacle {
  readonly node: SyntaxNode;
  readonly reason: string;
}

/** The agent does not always answer health checks, or may stop to do so before it ends; the base always answers. */
function otherwise(
  context: PythonContext,
  thread: HealthThread,
  { socket, loop }: { readonly socket: OwnSocket; readonly loop: ReplyLoop },
): Obstacle | undefined {
  return sometimes(context, thread, socket) ?? endedBefore(context, loop) ?? keepsAlive(context, thread);
}

function sometimes(
  { module, agent, contract }: PythonContext,
  { statements, starter }: HealthThread,
  socket: OwnSocket,
): Obstacle | undefined {
  const calls = starter ? agent.self.named(starter.name).map(({ statement }) => statement) : [];
  const node = [socket.creation, statementOf(socket.bind.node), ...statements, ...calls].find((one) => {
    const method = agent.methods.find(({ body }) => one.isWithin(body));
    return method !== undefined && !isAlwaysRun(one, method);
  });
  if (!node) return undefined;
  return { node, reason: `${contract.class} always answers, and line ${module.lineOf(node)} is not always reached` };
}

/** A thread that is no daemon, in a file in which nothing else goes on: the process lives for as long as it answers. */
function keepsAlive(
  { module, agent }: PythonContext,
  { loop, attribute, statements }: HealthThread,
): Obstacle | undefined {
  const setUp = attribute === undefined ? [] : agent.self.named(attribute).map(({ statement }) => statement);
  const sources = [...statements, ...setUp].map((one) => module.textOf(one));
  if (sources.some((source) => /\bdaemon\s*=\s*True\b|\bsetDaemon\(True\)/.test(source))) return undefined;
  const inThreads = methodsInThreads(module, agent);
  const goesOn = module.nodesOf('while_statement').some((node) => {
    const method = agent.methods.find(({ body }) => node.isWithin(body));
    return method !== loop && (method === undefined || !inThreads.has(method));
  });
  return goesOn ? undefined : { node: loop.nameNode, reason: 'nothing but its thread keeps the process alive' };
}

/** Something else than the end of the agent lowers the flag on which the loop ends. */
function endedBefore({ agent, contract }: PythonContext, { flag }: ReplyLoop): Obstacle | undefined {
  if (flag === undefined || flag === contract.requestLoop?.flag) return undefined;
  const { cleanup } = contract;
  const expected = new Set(['__init__', cleanup?.name, ...(cleanup?.synonyms ?? [])]);
  const lowered = agent.self
    .named(flag)
    .find((use) => use.access !== 'read' && !expected.has(use.method.name) && assignedValue(use.node)?.type !== 'true');
  return lowered && { node: lowered.node, reason: `it also ends when ${lowered.name} becomes false` };
}

/** What the reply reads is set too late for a base that asks for it as soon as it is constructed. */
function askedTooEarly(
  context: PythonContext,
  { reply }: ReplyLoop,
  edits: readonly ProposedEdit[],
): { readonly read: SyntaxNode; readonly reason: string } | undefined {
  const reads = context.agent.self.within(reply);
  const isGone = (node: SyntaxNode): boolean =>
    context.draft.isDeleted(node) || edits.some((edit) => node.isWithin(edit));
  const place = constructorPlace(context, reads, isGone);
  return place.ok ? undefined : { read: place.late.read.node, reason: tooEarly(context, place) };
}

/** Where an adopted agent's base answers health checks in words, when others may ask there: handing a port over would move that. */
function portOfBase({ agent, contract }: PythonContext): string | undefined {
  const health = contract.keywords.find(({ role }) => role === 'health-port')?.name;
  const port = contract.ports.find(({ keyword }) => keyword === health)?.whenWithheld;
  const main =
    port?.kind === 'offset' ? contract.ports.find(({ attribute }) => attribute === port.of)?.keyword : undefined;
  const isGiven = main !== undefined && agent.superCalls.some(({ keywords }) => keywords.has(main));
  return agent.isAdopted && isGiven && port?.kind === 'offset' ? `${port.of} + ${port.by}` : undefined;
}

/** The keyword in a call that is there already; `undefined` when the call says something else. */
function passToConstructor(
  { module, agent, contract }: PythonContext,
  { keyword, value }: HandOver,
): readonly ProposedEdit[] | undefined {
  const [call, second] = agent.superCalls;
  const given = call?.keywords.get(keyword);
  if (!call || second || call.hasSplat) return undefined;
  if (given) return module.textOf(given) === value ? [] : undefined;
  return [passKeyword(module, call, keyword, value, `${contract.class} takes the port over.`)];
}

const lifeCalls = new Set([
  ...['setsockopt', 'setsockopt_string', 'set', 'bind', 'close', 'term', 'destroy'],
  ...['start', 'join', 'setDaemon', 'is_alive'],
]);

type SetUpRemoval =
  { readonly ok: true; readonly edits: readonly ProposedEdit[] } | { readonly ok: false; readonly use: SyntaxNode };

/** Everything that makes, starts, watches and closes the thread and the socket. */
function removeSetUp(
  context: PythonContext,
  { loop, starter, attribute, statements }: HealthThread,
  parts: { readonly socket: OwnSocket; readonly loop: ReplyLoop },
): SetUpRemoval {
  const { module, agent } = context;
  const calls = starter ? agent.self.named(starter.name).map(({ statement }) => statement) : [];
  const going = [parts.socket.creation, ...statements, ...calls].filter(
    (one) => !starter || !one.isWithin(starter.whole),
  );
  const departing: Departing = {
    attributes: new Set([parts.loop.socket, ...(attribute === undefined ? [] : [attribute])]),
    calls: lifeCalls,
    statements: new Set(going),
  };
  const gone: readonly MethodSyntax[] = starter ? [loop, starter] : [loop];
  const dealtWith = (use: SyntaxNode): boolean =>
    gone.some(({ whole }) => use.isWithin(whole)) || going.some((statement) => use.isWithin(statement));
  const removal = removeUses(module, agent, departing, dealtWith);
  if (!removal.ok) return removal;
  const reason = `${context.contract.class} has a health thread and a health socket of its own.`;
  const methods = starter ? removeDefinition(module, starter.whole) : [];
  const edits = [...removeStatements(module, removal.statements), ...methods];
  return { ok: true, edits: edits.map((edit) => ({ ...edit, reason })) };
}
