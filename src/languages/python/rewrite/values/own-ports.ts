import type { AgentSyntax } from '../agent-syntax.js';
import { oncePerAgent } from '../once-per-agent.js';
import { oncePerModule } from '../once-per-module.js';
import type { MethodSyntax } from '../syntax/class-syntax.js';
import type { PythonModule } from '../syntax/python-module.js';
import type { SyntaxNode } from '../syntax/syntax-node.js';
import type { Place } from './definitions.js';
import { addressPort, portValue, type AddressPort, type PortValue } from './port-values.js';

/** A place where the file takes a port for itself. */
export interface OwnPort {
  /** The call that takes it. */
  readonly node: SyntaxNode;
  readonly place: Place;
  /** What is called: `self.socket` for `self.socket.bind(…)`; `undefined` for a function. */
  readonly receiver: SyntaxNode | undefined;
  /** `undefined` when the source does not tell. */
  readonly value: PortValue | undefined;
  /** How it is written, where; `undefined` also for digits in a string. */
  readonly expression: AddressPort['expression'];
}

type PortKind = 'address' | 'pair' | 'port-argument';

/** Calls that take a port, by the last part of their name, and where among their arguments the port stands. */
const servers: Readonly<Record<string, PortKind>> = {
  bind: 'address',
  bind_to_random_port: 'address',
  create_server: 'port-argument',
  start_server: 'port-argument',
  start_http_server: 'port-argument',
  serve: 'port-argument',
  run_app: 'port-argument',
  TCPSite: 'port-argument',
  add_insecure_port: 'address',
  add_secure_port: 'address',
  get_rep_socket: 'address',
  get_pub_socket: 'address',
  get_pull_socket: 'address',
  get_router_socket: 'address',
};
const serverClass = /(?:HTTP|TCP|UDP|XMLRPC)Server$/;
/** `run` takes a port only on a server framework's object. */
const runners = /^(?:uvicorn|app|self\.app|application|server|hypercorn|socketio)$/;

/**
 * Every place of the file that takes a port, in source order. Connections to other agents' ports are none. What stands in a class of
 * `others` is read as that class's.
 */
export function ownPorts(
  module: PythonModule,
  agent: AgentSyntax,
  others: readonly AgentSyntax[] = [],
): readonly OwnPort[] {
  if (others.length === 0) return portsOfAgent(module, agent);
  return portCalls(module).map(({ node, kind }) => {
    const owner = others.find((one) => node.isWithin(one.node)) ?? agent;
    return readCall(node, kind, { module, agent: owner, method: methodAround(owner, node) });
  });
}

const portsOfAgent = oncePerAgent((module, agent): readonly OwnPort[] =>
  portCalls(module).map(({ node, kind }) => readCall(node, kind, { module, agent, method: methodAround(agent, node) })),
);

const portCalls = oncePerModule((module) => {
  const calls: { readonly node: SyntaxNode; readonly kind: PortKind }[] = [];
  for (const name of module.calledNames) {
    if (name !== 'run' && kindOf(name) === undefined) continue;
    for (const node of module.callsNamed(name)) {
      const kind = name === 'run' ? kindOfRun(module, node) : kindOf(name);
      if (kind) calls.push({ node, kind });
    }
  }
  return calls.sort((a, b) => a.node.start - b.node.start);
});

function kindOf(name: string): PortKind | undefined {
  if (serverClass.test(name)) return 'pair';
  return Object.hasOwn(servers, name) ? servers[name] : undefined;
}

function kindOfRun(module: PythonModule, { parts: [callee] }: SyntaxNode): PortKind | undefined {
  const receiver = callee?.type === 'attribute' ? callee.parts[0] : undefined;
  return receiver && runners.test(module.textOf(receiver)) ? 'port-argument' : undefined;
}

function readCall(node: SyntaxNode, kind: PortKind, place: Place): OwnPort {
  const [callee, list] = node.parts;
  const receiver = callee?.type === 'attribute' ? callee.parts[0] : undefined;
  const first = list?.parts[0];
  const found =
    first && (kind === 'address' ? inAddress(first, place) : kind === 'pair' ? inPair(first, place) : undefined);
  const port = found ?? keywordPort(list, place);
  return { node, place, receiver, value: port?.value, expression: port?.expression };
}

type FoundPort = AddressPort | undefined;

/** `bind("tcp://*:1")` of ZeroMQ and `bind((host, port))` of the standard library. */
function inAddress(node: SyntaxNode, place: Place): FoundPort {
  return node.type === 'tuple' ? inPair(node, place) : addressPort(node, place);
}

function inPair(node: SyntaxNode, place: Place): FoundPort {
  const port = node.type === 'tuple' ? node.parts[1] : undefined;
  return port && { value: portValue(port, place), expression: { node: port, place } };
}

function keywordPort(list: SyntaxNode | undefined, place: Place): FoundPort {
  for (const argument of list?.parts ?? []) {
    const [name, value] = argument.type === 'keyword_argument' ? argument.parts : [];
    if (name && value && place.module.textOf(name) === 'port')
      return { value: portValue(value, place), expression: { node: value, place } };
  }
  return undefined;
}

function methodAround(agent: AgentSyntax, node: SyntaxNode): MethodSyntax | undefined {
  return agent.methods.find((method) => node.isWithin(method.node));
}
