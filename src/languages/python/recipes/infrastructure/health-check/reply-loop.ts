import { isRemark } from '../../../rewrite/removable-uses.js';
import type { MethodSyntax } from '../../../rewrite/syntax/class-syntax.js';
import type { PythonModule } from '../../../rewrite/syntax/python-module.js';
import { statementsOf } from '../../../rewrite/syntax/statements.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';
import { encodedIn } from '../../reading/message-coding.js';
import { callOf, callsIn } from '../../reading/origins.js';

/** A loop that does nothing but answer every message on one socket with the same kind of reply. */
export interface ReplyLoop {
  /** Attribute of `self` that holds the socket. */
  readonly socket: string;
  /** What is sent: a call of a method of the agent, or an expression that depends on nothing but the agent and the module. */
  readonly reply: SyntaxNode;
  /** The attribute on which it ends when that becomes false, if it asks for one. */
  readonly flag: string | undefined;
}

export type ReplyLoopReading =
  | { readonly ok: true; readonly loop: ReplyLoop }
  /** The statement that keeps it from being one. */
  | { readonly ok: false; readonly node: SyntaxNode; readonly reason: string }
  /** It does not loop at all. */
  | { readonly ok: false; readonly node?: undefined };

const receives = new Set(['recv', 'recv_json', 'recv_string']);

/** Reads a method as a reply loop. */
export function readReplyLoop(module: PythonModule, method: MethodSyntax): ReplyLoopReading {
  return new LoopReader(module, method).read();
}

/** A value that nobody sends is worked out for what that does, unless it only asks for the time. */
const doesSomething = (module: PythonModule, value: SyntaxNode): boolean =>
  callsIn(module, value).some(({ callee }) => !/^time\.\w+$/.test(module.textOf(callee)));

class LoopReader {
  private socket: string | undefined;
  private flag: string | undefined;
  private received: string | undefined;
  private reply: SyntaxNode | undefined;
  private hasReceived = false;
  private hasSent = false;
  /** Local names with the expression they hold. */
  private readonly locals = new Map<string, SyntaxNode>();
  private problem: { readonly node: SyntaxNode; readonly reason: string } | undefined;

  constructor(
    private readonly module: PythonModule,
    private readonly method: MethodSyntax,
  ) {}

  read(): ReplyLoopReading {
    if (this.module.nodesIn(this.method.body, 'while_statement').length === 0) return { ok: false };
    if (this.method.decorators.length > 0) return { ok: false, node: this.method.nameNode, reason: 'it is decorated' };
    const loops = this.method.statements.filter((one) => !isRemark(this.module, one));
    const [loop, other] = loops;
    if (loop?.type !== 'while_statement' || other || loop.child('else_clause')) {
      return { ok: false, node: other ?? this.method.node, reason: 'it is more than one loop' };
    }
    const [condition] = loop.parts;
    if (!condition || !this.isEndless(condition))
      return { ok: false, node: loop, reason: 'its loop ends on a condition of its own' };
    this.readSuite(loop.child('block'));
    if (this.problem) return { ok: false, ...this.problem };
    const { socket, reply, flag } = this;
    if (socket === undefined || !reply || !this.hasSent) return { ok: false, node: loop, reason: 'it sends no reply' };
    const [idle] = [...this.locals.values()].filter((value) => value !== reply && doesSomething(this.module, value));
    if (idle) return { ok: false, node: idle, reason: 'it does something else' };
    const unknown = this.dependsOnMessage(reply);
    if (unknown) return { ok: false, node: unknown, reason: 'its reply depends on the message' };
    return { ok: true, loop: { socket, reply, flag } };
  }

  private isEndless(condition: SyntaxNode): boolean {
    this.flag = this.selfName(condition);
    return condition.type === 'true' || this.flag !== undefined;
  }

  private readSuite(suite: SyntaxNode | undefined): void {
    for (const statement of suite ? statementsOf(suite) : []) {
      if (this.problem) return;
      if (!isRemark(this.module, statement)) this.readStatement(statement);
    }
  }

  private readStatement(statement: SyntaxNode): void {
    switch (statement.type) {
      case 'try_statement':
        this.readSuite(statement.child('block'));
        for (const clause of statement.childrenOf('except_clause')) this.readHandler(clause);
        if (statement.child('else_clause', 'finally_clause')) this.fail(statement, 'it does more after a message');
        return;
      case 'if_statement':
        this.readIf(statement);
        return;
      case 'expression_statement':
        this.readExpression(statement);
        return;
      case 'continue_statement':
        return;
      default:
        this.fail(statement, 'it does something else');
    }
  }

  /** `if socket.poll(…):` around the rest, or `if socket.poll(…) == 0: continue` before it. */
  private readIf(statement: SyntaxNode): void {
    const [condition] = statement.parts;
    const isPoll = condition !== undefined && this.isPoll(condition);
    if (!isPoll || statement.child('elif_clause', 'else_clause')) this.fail(statement, 'it looks at the message');
    else this.readSuite(statement.child('block'));
  }

  private isPoll(node: SyntaxNode): boolean {
    switch (node.type) {
      case 'call': {
        const [callee, list] = node.parts;
        if (callee && this.module.textOf(callee) === 'hasattr') return this.isOwnQuestion(list);
        return this.socketCall(node) === 'poll';
      }
      case 'boolean_operator':
      case 'not_operator':
      case 'parenthesized_expression':
        return node.parts.every((part) => this.isPoll(part));
      case 'comparison_operator':
        return node.parts.every((part) => part.type === 'integer' || part.type === 'none' || this.isPoll(part));
      default:
        return this.selfName(node) !== undefined && this.selfName(node) === this.socket;
    }
  }

  private isOwnQuestion(list: SyntaxNode | undefined): boolean {
    const [object] = list?.parts ?? [];
    return object !== undefined && this.module.textOf(object) === this.method.selfName;
  }

  private readHandler(clause: SyntaxNode): void {
    for (const statement of clause.childrenOf('block').flatMap((block) => statementsOf(block))) {
      const harmless = isRemark(this.module, statement) || /^(?:continue|break)_statement$/.test(statement.type);
      const ends = statement.type === 'return_statement' && statement.parts.length === 0;
      if (harmless || ends || this.isPause(statement) || this.isErrorReply(statement)) continue;
      this.fail(statement, 'it does something else when a message fails');
    }
  }

  /** A reply that says what went wrong, in a handler; the base sends one too. */
  private isErrorReply(statement: SyntaxNode): boolean {
    if (statement.type === 'try_statement') {
      if (statement.child('else_clause', 'finally_clause')) return false;
      const inner = [statement, ...statement.childrenOf('except_clause')].flatMap((one) => one.childrenOf('block'));
      return inner
        .flatMap((block) => statementsOf(block))
        .every((one) => isRemark(this.module, one) || this.isErrorReply(one));
    }
    const [call] = statement.type === 'expression_statement' ? statement.parts : [];
    return call?.type === 'call' && /^send/.test(this.socketCall(call) ?? '');
  }

  private readExpression(statement: SyntaxNode): void {
    const [expression] = statement.parts;
    if (!expression || this.isPause(statement)) return;
    if (expression.type === 'assignment') {
      const [target] = expression.parts;
      const value = expression.children.at(-1);
      if (target?.type === 'identifier' && value) this.readAssigned(this.module.textOf(target), value);
      else this.fail(statement, 'it changes something');
      return;
    }
    const called = expression.type === 'call' ? this.socketCall(expression) : undefined;
    if (called !== undefined && receives.has(called)) this.hasReceived = true;
    else if (called?.startsWith('send') === true) this.readSend(expression);
    else this.fail(statement, 'it does something else');
  }

  private readAssigned(name: string, value: SyntaxNode): void {
    const called = value.type === 'call' ? this.socketCall(value) : undefined;
    if (called !== undefined && receives.has(called)) {
      this.hasReceived = true;
      this.received = name;
    } else if (this.isParsing(value)) this.received = name;
    else this.locals.set(name, value);
  }

  /** `json.loads(message)` and `json.loads(message.decode())`. */
  private isParsing(value: SyntaxNode): boolean {
    if (this.received === undefined) return false;
    const source = this.module.textOf(value).replace(/\s/g, '');
    return [`json.loads(${this.received})`, `json.loads(${this.received}.decode())`].includes(source);
  }

  private readSend(call: SyntaxNode): void {
    const sending = callOf(this.module, call);
    const sent = sending && encodedIn(this.module, sending);
    const value = sent?.value.type === 'identifier' ? this.locals.get(this.module.textOf(sent.value)) : sent?.value;
    if (!this.hasReceived || this.hasSent || !value) this.fail(call, 'it does not answer one message with one reply');
    if (sent?.payload !== 'json') this.fail(call, 'its reply is no plain JSON');
    this.hasSent = true;
    this.reply = value;
  }

  private isPause(statement: SyntaxNode): boolean {
    const [call] = statement.parts;
    const callee = call?.type === 'call' ? call.parts[0] : undefined;
    return callee !== undefined && /^(?:time\.)?sleep$/.test(this.module.textOf(callee));
  }

  /** The method that a call calls on the one socket. */
  private socketCall(call: SyntaxNode): string | undefined {
    const callee = call.parts[0];
    const [object, name] = callee?.type === 'attribute' ? callee.parts : [];
    const socket = object && this.selfName(object);
    if (socket === undefined || !name) return undefined;
    const method = this.module.textOf(name);
    if (method !== 'poll' && !receives.has(method) && !method.startsWith('send')) return undefined;
    this.socket ??= socket;
    return this.socket === socket ? method : undefined;
  }

  private selfName(node: SyntaxNode): string | undefined {
    const [object, name] = node.type === 'attribute' ? node.parts : [];
    if (!object || !name) return undefined;
    return this.module.textOf(object) === this.method.selfName ? this.module.textOf(name) : undefined;
  }

  /** A name of the loop itself in the reply. */
  private dependsOnMessage(reply: SyntaxNode): SyntaxNode | undefined {
    const scope = this.module.scopeOf(this.method.node);
    return reply.walk().find((node) => {
      const name = node.type === 'identifier' ? this.module.textOf(node) : undefined;
      if (name === undefined || !scope?.loads.get(name)?.includes(node)) return false;
      return name !== this.method.selfName && scope.resolve(name) === scope;
    });
  }

  private fail(node: SyntaxNode, reason: string): void {
    this.problem ??= { node, reason };
  }
}
