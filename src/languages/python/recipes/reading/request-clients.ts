import { oncePerAgent } from '../../rewrite/once-per-agent.js';
import type { MethodSyntax } from '../../rewrite/syntax/class-syntax.js';
import type { PythonModule } from '../../rewrite/syntax/python-module.js';
import { statementOf } from '../../rewrite/syntax/statements.js';
import type { SyntaxNode } from '../../rewrite/syntax/syntax-node.js';
import { assignedValue } from '../../rewrite/values/definitions.js';
import { zmqSocketType } from './connection-kinds.js';
import { callOf, type CallSyntax } from './origins.js';

/** A REQ socket that an agent makes to ask others, with all that the class does with it. */
export interface RequestClient {
  /** `self.client` or `client`. */
  readonly name: string;
  readonly attribute: string | undefined;
  /** The method around a local name; `undefined` for an attribute. */
  readonly method: MethodSyntax | undefined;
  /** Assignments that make it. */
  readonly creations: readonly SyntaxNode[];
  readonly connects: readonly CallSyntax[];
  /** Every other method call on it, in source order. */
  readonly calls: readonly CallSyntax[];
  /** Uses that are no call of a method. */
  readonly others: readonly SyntaxNode[];
}

/** The request sockets of an agent: in attributes, and in local names of its methods. */
export const requestClients = oncePerAgent((module, agent): readonly RequestClient[] => {
  const made = module.callsNamed('socket').filter((node) => isForRequests(module, callOf(module, node)));
  if (made.length === 0) return [];
  const clients: RequestClient[] = [];
  for (const attribute of new Set(agent.self.uses.map(({ name }) => name))) {
    const nodes = agent.self.named(attribute).map(({ node }) => node);
    const client = readClient(module, `self.${attribute}`, nodes);
    if (client) clients.push({ ...client, attribute });
  }
  for (const method of agent.methods) {
    if (!made.some((call) => call.isWithin(method.node))) continue;
    const scope = module.scopeOf(method.node);
    for (const [name, places] of scope?.bindings ?? []) {
      const client = readClient(module, name, places, scope?.loads.get(name));
      if (client) clients.push({ ...client, method });
    }
  }
  return clients;
});

/** What is made of a name by the places that give it a value, and those that only read it. */
function readClient(
  module: PythonModule,
  name: string,
  places: readonly SyntaxNode[],
  reads: readonly SyntaxNode[] = [],
): RequestClient | undefined {
  const creations = requestSockets(module, places);
  if (creations.length === 0) return undefined;
  const nodes = [...places, ...reads];
  const rest = nodes.filter((node) => !creations.includes(node));
  const calls = rest.flatMap((node) => methodCallOn(module, node) ?? []);
  const others = rest.filter((node) => methodCallOn(module, node) === undefined);
  const connects = calls.filter((call) => call.name === 'connect');
  return {
    name,
    attribute: undefined,
    method: undefined,
    creations,
    connects,
    calls: calls.filter((one) => !connects.includes(one)),
    others,
  };
}

function requestSockets(module: PythonModule, places: readonly SyntaxNode[]): readonly SyntaxNode[] {
  const sockets: SyntaxNode[] = [];
  for (const node of places) if (isRequestSocket(module, node)) sockets.push(node);
  return sockets;
}

/** `context.socket(zmq.REQ)`, alone on the right of an assignment. */
function isRequestSocket(module: PythonModule, target: SyntaxNode): boolean {
  const call = callOf(module, assignedValue(target));
  return isForRequests(module, call) && statementOf(target).parts[0] === target.parent;
}

const isForRequests = (module: PythonModule, call: CallSyntax | undefined): boolean =>
  call?.name === 'socket' && zmqSocketType(module, call) === 'REQ';

function methodCallOn(module: PythonModule, node: SyntaxNode): CallSyntax | undefined {
  const callee = node.parent;
  if (callee?.type !== 'attribute' || callee.parts[0] !== node) return undefined;
  const call = callOf(module, callee.parent);
  return call?.callee === callee ? call : undefined;
}
