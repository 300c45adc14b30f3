import type { AgentSyntax } from '../../rewrite/agent-syntax.js';
import { foreignUses } from '../../rewrite/foreign-uses.js';
import type { SelfUse } from '../../rewrite/self-uses.js';
import type { PythonModule } from '../../rewrite/syntax/python-module.js';
import type { SyntaxNode } from '../../rewrite/syntax/syntax-node.js';
import { assignedValue, definitionOfName } from '../../rewrite/values/definitions.js';
import { connectionMade, type ConnectionKind } from './connection-kinds.js';
import { callOf, callsIn } from './origins.js';
import { callOnUse } from './own-sockets.js';

/** A connection or a socket that an agent opens and keeps in an attribute. */
export interface OwnConnection {
  readonly attribute: string;
  readonly kind: ConnectionKind;
  /** The assignments that open it. */
  readonly openings: readonly SelfUse[];
  /** The attribute is `None` at times. */
  readonly maybeNone: boolean;
  /** An assignment of something that may be anything. */
  readonly other: SelfUse | undefined;
  /** What makes a ZeroMQ socket: `self.context` of `self.context.socket(zmq.PUB)`. */
  readonly context: SyntaxNode | undefined;
  readonly uses: readonly SelfUse[];
}

/** The connections of an agent, in the order in which they are opened first. */
export function ownConnections(module: PythonModule, agent: AgentSyntax): readonly OwnConnection[] {
  const names = new Set(agent.self.uses.filter(({ access }) => access === 'write').map(({ name }) => name));
  return [...names].flatMap((name) => readConnection(module, agent, name) ?? []);
}

function readConnection(module: PythonModule, agent: AgentSyntax, attribute: string): OwnConnection | undefined {
  const uses = agent.self.named(attribute);
  const writes = uses.filter(({ access }) => access !== 'read');
  const made = writes.map((use) => ({ use, values: valuesOf(module, agent, use) }));
  const openings = made.filter(({ values }) => values.some((value) => connectionMade(module, value) !== undefined));
  const [first] = openings;
  const value = first?.values.find((one) => connectionMade(module, one) !== undefined);
  const kind = connectionMade(module, value);
  if (first === undefined || kind === undefined) return undefined;
  const isNone = (one: SyntaxNode | undefined): boolean => one?.type === 'none';
  const isKnown = (one: SyntaxNode): boolean => isNone(one) || connectionMade(module, one)?.what === kind.what;
  return {
    attribute,
    kind,
    openings: openings.map(({ use }) => use),
    maybeNone: made.some(({ values }) => values.some(isNone)),
    other: made.find(({ values }) => values.length === 0 || !values.every(isKnown))?.use,
    context: kind.isZmq === true ? callOf(module, value)?.receiver : undefined,
    uses,
  };
}

/** What an assignment may give the attribute: both branches of a conditional expression, and what a local name was given. */
function valuesOf(module: PythonModule, agent: AgentSyntax, use: SelfUse): readonly SyntaxNode[] {
  const value = use.access === 'write' ? assignedValue(use.node) : undefined;
  if (value?.type === 'conditional_expression') return value.parts.filter((_, index) => index !== 1);
  if (value?.type !== 'identifier') return value === undefined ? [] : [value];
  const definition = definitionOfName(value, { module, agent, method: use.method });
  return definition?.kind === 'expression' ? [definition.node] : [value];
}

/** Calls that give up what they are called on. */
const givesUp = /^(?:a?close|close_?all|term|destroy|disconnect(?:_all)?|shutdown|dispose|stop|quit|release)$/;
/** Functions that say in their name that they close what they are given. */
const closesArgument = /close|clean|term|destroy|disconnect|shut|release|enter_context|callback|push|register/i;

/** Some place in the file closes the connection, or hands it to somebody who says so. */
export function isGivenUp(module: PythonModule, agent: AgentSyntax, connection: OwnConnection): boolean {
  const { attribute, uses } = connection;
  if (uses.some((use) => endsUse(module, use.node, connection))) return true;
  if (foreignUses(module, agent, attribute).some(({ node }) => nameAfter(module, node, givesUp))) return true;
  const reached = agent.self.reaches.some(({ name, call }) => name === attribute && call === 'getattr');
  return reached || isDestroyed(module, agent, connection);
}

function nameAfter(module: PythonModule, node: SyntaxNode, names: RegExp): boolean {
  const { parent } = node;
  const name = parent?.type === 'attribute' && parent.parts[0] === node ? parent.parts[1] : undefined;
  return name !== undefined && names.test(module.textOf(name));
}

function endsUse(module: PythonModule, node: SyntaxNode, { kind }: OwnConnection): boolean {
  if (nameAfter(module, node, givesUp)) return true;
  const inWith = node.parent?.type === 'with_item' || node.parent?.type === 'as_pattern';
  // A database connection in `with` ends a transaction, a socket ends itself.
  if (inWith && (kind.isZmq === true || kind.what === 'socket')) return true;
  const call = callOf(module, node.ancestor('call'));
  if (call?.positional.includes(node) === true && closesArgument.test(call.name) && !isPoller(module, call.node))
    return true;
  const loop = node.ancestor('for_statement');
  const [, list] = loop?.parts ?? [];
  const body = loop?.child('block');
  if (list === undefined || body === undefined || !node.isWithin(list)) return false;
  return callsIn(module, body).some(({ name }) => closesArgument.test(name));
}

/** `poller.register(self.events, zmq.POLLIN)` watches a socket. */
function isPoller(module: PythonModule, node: SyntaxNode): boolean {
  const call = callOf(module, node);
  return call?.receiver !== undefined && /poll/i.test(module.textOf(call.receiver));
}

/** `destroy` of a ZeroMQ context closes all of its sockets. */
function isDestroyed(module: PythonModule, agent: AgentSyntax, { context }: OwnConnection): boolean {
  const made = agent.self.uses.find(({ node }) => node === context)?.name;
  return agent.self.uses.some((use) => use.name === made && callOnUse(module, use)?.name === 'destroy');
}
