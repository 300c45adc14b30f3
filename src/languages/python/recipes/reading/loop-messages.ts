import type { PythonModule } from '../../rewrite/syntax/python-module.js';
import type { SyntaxNode } from '../../rewrite/syntax/syntax-node.js';
import { payloadRead, payloadReceived, type Payload } from './message-coding.js';
import { callOf, callsIn, type CallSyntax } from './origins.js';

/**
 * The messages that arrive on the socket of a request loop. An expression is one only as a whole: a part of it, or more than it, is not what
 * a base would hand to the request handler.
 */
export class LoopMessages {
  /** Local names that hold a message, raw or decoded. */
  private readonly names = new Map<string, Payload>();

  constructor(
    private readonly module: PythonModule,
    private readonly isSocket: (node: SyntaxNode | undefined) => boolean,
  ) {}

  keep(name: string, payload: Payload): void {
    this.names.set(name, payload);
  }

  /** What the message is read as: `self.socket.recv_json()`, `json.loads(raw)`, `raw.decode()` and names of these; `undefined` for anything else. */
  payloadOf(node: SyntaxNode): Payload | undefined {
    if (node.type === 'identifier') return this.names.get(this.module.textOf(node));
    const [only] = node.type === 'parenthesized_expression' ? node.parts : [];
    if (only) return this.payloadOf(only);
    const call = callOf(this.module, node);
    if (call === undefined) return undefined;
    if (this.isArrival(call)) return payloadReceived(call.name);
    const [argument, ...more] = call.positional;
    if (call.name === 'decode') return call.receiver && this.payloadOf(call.receiver);
    const isRead = call.name === 'loads' && argument !== undefined && more.length === 0;
    return isRead && this.payloadOf(argument) !== undefined ? payloadRead(this.module, call) : undefined;
  }

  /** Something is received in the statement. */
  arriveIn(statement: SyntaxNode): boolean {
    return callsIn(this.module, statement).some((call) => this.isArrival(call));
  }

  private isArrival({ name, receiver, keywords }: CallSyntax): boolean {
    return (
      /^recv(_\w+)?$/.test(name) && this.isSocket(receiver) && [...keywords.keys()].every((one) => one === 'flags')
    );
  }
}
