import type { AgentSyntax } from '../../rewrite/agent-syntax.js';
import type { SelfUse } from '../../rewrite/self-uses.js';
import type { PythonModule } from '../../rewrite/syntax/python-module.js';
import type { SyntaxNode } from '../../rewrite/syntax/syntax-node.js';
import { assignmentOf, callOf, originOf, type CallSyntax } from './origins.js';

/** A ZeroMQ socket that an agent keeps in an attribute. */
export interface OwnSocket {
  readonly attribute: string;
  /** ZeroMQ type without its prefix. */
  readonly kind: string;
  /** The assignment that makes it. */
  readonly creation: SelfUse;
  /** What makes it: `self.context` of `self.context.socket(zmq.REP)`. */
  readonly context: SyntaxNode;
  readonly uses: readonly SelfUse[];
}

/** Sockets made with `….socket(zmq.KIND)` for an attribute, one for each place that makes one. */
export function ownSockets(module: PythonModule, agent: AgentSyntax): readonly OwnSocket[] {
  return agent.self.uses.flatMap((use): OwnSocket[] => {
    if (use.access !== 'write') return [];
    const value = assignedValue(use);
    const call = callOf(module, value);
    const kind = call?.name === 'socket' ? socketKind(module, call) : undefined;
    if (call?.receiver === undefined || kind === undefined) return [];
    const uses = agent.self.uses.filter(({ name }) => name === use.name);
    return [{ attribute: use.name, kind, creation: use, context: call.receiver, uses }];
  });
}

function socketKind(module: PythonModule, call: CallSyntax): string | undefined {
  const [kind] = call.positional;
  const origin = kind === undefined ? undefined : originOf(module, kind);
  return origin === undefined ? undefined : /^zmq\.(?:\w+\.)?([A-Z]+)$/.exec(origin)?.[1];
}

/** The value of the assignment statement whose only target is this use. */
export function assignedValue(use: SelfUse): SyntaxNode | undefined {
  const assignment = assignmentOf(use.statement);
  return assignment?.target === use.node ? assignment.value : undefined;
}

/** The method call on an attribute: `self.socket.bind(…)` for the use of `self.socket` in it. */
export function callOnUse(module: PythonModule, use: SelfUse): CallSyntax | undefined {
  const callee = use.node.parent;
  if (callee?.type !== 'attribute' || callee.parts[0] !== use.node) return undefined;
  const call = callOf(module, callee.parent);
  return call?.callee === callee ? call : undefined;
}

/** A whole statement that is nothing but a call on the attribute. */
export function statementOfCall(module: PythonModule, use: SelfUse): CallSyntax | undefined {
  const call = callOnUse(module, use);
  const [only] = use.statement.type === 'expression_statement' ? use.statement.parts : [];
  return call !== undefined && only === call.node ? call : undefined;
}

/** Host and port expression of `tcp://host:port`, written as a literal, an f-string or with `%`. */
export interface BindAddress {
  readonly host: string;
  /** Source of the port: an expression, or digits. */
  readonly port: string;
  /** The expression; absent for digits. */
  readonly portNode: SyntaxNode | undefined;
}

export function bindAddress(module: PythonModule, node: SyntaxNode): BindAddress | undefined {
  if (node.type === 'string') return fromString(module, node);
  const [left, right] = node.type === 'binary_operator' ? node.parts : [];
  const operator = node.children.find(({ isNamed }) => !isNamed);
  if (left?.type !== 'string' || right === undefined || operator === undefined || module.textOf(operator) !== '%')
    return undefined;
  const host = /^["']tcp:\/\/([^:%]+):%[ds]["']$/.exec(module.textOf(left))?.[1];
  const [only, ...more] = right.type === 'tuple' || right.type === 'parenthesized_expression' ? right.parts : [right];
  if (host === undefined || only === undefined || more.length > 0) return undefined;
  return { host, port: module.textOf(only), portNode: only };
}

function fromString(module: PythonModule, node: SyntaxNode): BindAddress | undefined {
  const fields = node.childrenOf('interpolation');
  const [field] = fields;
  const text = module.textOf(node);
  const literal = /^["']tcp:\/\/([^:{}]+):(\d+)["']$/.exec(text);
  if (literal?.[1] !== undefined && literal[2] !== undefined)
    return { host: literal[1], port: literal[2], portNode: undefined };
  const formatted = /^[fF]["']tcp:\/\/([^:{}]+):\{[^{}]*\}["']$/.exec(text);
  const [expression, ...format] = field?.parts ?? [];
  if (formatted?.[1] === undefined || fields.length !== 1 || expression === undefined || format.length > 0)
    return undefined;
  return { host: formatted[1], port: module.textOf(expression), portNode: expression };
}
