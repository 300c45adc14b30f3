import type { AgentSyntax } from '../../rewrite/agent-syntax.js';
import type { SelfUse } from '../../rewrite/self-uses.js';
import type { PythonModule } from '../../rewrite/syntax/python-module.js';
import type { SyntaxNode } from '../../rewrite/syntax/syntax-node.js';
import { assignedValue } from '../../rewrite/values/definitions.js';
import { zmqSocketType } from './connection-kinds.js';
import { assignmentOf, callOf, type CallSyntax } from './origins.js';

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
    const call = callOf(module, assignmentOf(use.statement)?.target === use.node ? assignedValue(use.node) : undefined);
    const kind = call?.name === 'socket' ? zmqSocketType(module, call) : undefined;
    if (call?.receiver === undefined || kind === undefined) return [];
    const uses = agent.self.named(use.name);
    return [{ attribute: use.name, kind, creation: use, context: call.receiver, uses }];
  });
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
