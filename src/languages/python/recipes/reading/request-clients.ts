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
  const attributes = new Map<string, SyntaxNode[]>();
  for (const { name, node } of agent.self.uses) {
    const nodes = attributes.get(name);
    if (nodes) nodes.push(node);
    else attributes.set(name, [node]);
  }
  const inAttributes = [...attributes].flatMap(([attribute, nodes]) => {
    const client = readClient(module, `self.${attribute}`, nodes);
    return client ? [{ ...client, attribute }] : [];
  });
  const inNames = agent.methods.flatMap((method) =>
    [...namesIn(module, method)].flatMap(([name, nodes]) => {
      const client = readClient(module, name, nodes);
      return client ? [{ ...client, method }] : [];
    }),
  );
  return [...inAttributes, ...inNames];
});

/** Places of each local name of a method, in source order. */
function namesIn(module: PythonModule, method: MethodSyntax): ReadonlyMap<string, readonly SyntaxNode[]> {
  const scope = module.scopeOf(method.node);
  const bindings = [...(scope?.bindings ?? [])];
  return new Map(bindings.map(([name, places]) => [name, [...places, ...(scope?.loads.get(name) ?? [])]]));
}

function readClient(module: PythonModule, name: string, nodes: readonly SyntaxNode[]): RequestClient | undefined {
  const creations = nodes.filter((node) => isRequestSocket(module, node));
  if (creations.length === 0) return undefined;
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

/** `context.socket(zmq.REQ)`, alone on the right of an assignment. */
function isRequestSocket(module: PythonModule, target: SyntaxNode): boolean {
  const call = callOf(module, assignedValue(target));
  if (call === undefined || statementOf(target).parts[0] !== target.parent) return false;
  return call.name === 'socket' && zmqSocketType(module, call) === 'REQ';
}

function methodCallOn(module: PythonModule, node: SyntaxNode): CallSyntax | undefined {
  const callee = node.parent;
  if (callee?.type !== 'attribute' || callee.parts[0] !== node) return undefined;
  const call = callOf(module, callee.parent);
  return call?.callee === callee ? call : undefined;
}
