import type { AgentSyntax } from '../../rewrite/agent-syntax.js';
import type { MethodSyntax } from '../../rewrite/syntax/class-syntax.js';
import type { PythonModule } from '../../rewrite/syntax/python-module.js';
import { hasOwnEffects } from '../../rewrite/syntax/own-effects.js';
import { isDocstring, statementsOf } from '../../rewrite/syntax/statements.js';
import { plainStringContent } from '../../rewrite/syntax/strings.js';
import type { SyntaxNode } from '../../rewrite/syntax/syntax-node.js';
import type { SelfUse } from '../../rewrite/self-uses.js';
import { LoopMessages } from './loop-messages.js';
import { encodedIn, type Payload } from './message-coding.js';
import { assignmentOf, callOf, callsIn, expressionOf, isLogging, type CallSyntax } from './origins.js';
import { PollQuestions } from './poll-questions.js';

export interface OddStatement {
  readonly node: SyntaxNode;
  /** The statement in one short line. */
  readonly text: string;
}

const literals = new Set(['integer', 'float', 'true', 'false', 'none', 'string']);

/** `"error"` and `str(error)`. */
const isUsualError = /^(?:["']error["']|str\(\w+\)|f["']\{\w+\}["'])$/;

/** Sorts the statements of a method with a request loop into what every such loop does and what only this one does. */
export class LoopReader {
  readonly odd: OddStatement[] = [];
  readonly handlers: SyntaxNode[] = [];
  readonly errorReplies: (readonly string[])[] = [];
  /** The first value in one of these that is not what a base says of an exception. */
  ownErrorText: SyntaxNode | undefined;
  /** Attributes on which its loops end when they become false. */
  readonly flags: SelfUse[] = [];
  /** Attributes that are set to `True` on the way. */
  readonly raised: SelfUse[] = [];
  payload: Payload = 'unknown';
  answersErrors = false;
  absorbsInterrupt = false;
  endsIn: string | undefined;
  private readonly messages: LoopMessages;
  private readonly questions: PollQuestions;
  /** Local names that hold a reply. */
  private readonly replies = new Set<string>();
  private inHandlerOfErrors = false;

  constructor(
    private readonly module: PythonModule,
    private readonly agent: AgentSyntax,
    private readonly place: { readonly method: MethodSyntax; readonly socket: string },
  ) {
    const isSocket = (node: SyntaxNode | undefined): boolean => this.isSocket(node);
    this.messages = new LoopMessages(module, isSocket);
    this.questions = new PollQuestions(module, isSocket);
  }

  read(statement: SyntaxNode): void {
    switch (statement.type) {
      case 'while_statement':
        if (!this.isServiceCondition(statement.parts[0])) this.note(statement);
        this.readBlock(statement);
        this.readBlock(statement.child('else_clause'));
        return;
      case 'if_statement':
        this.readIf(statement);
        return;
      case 'try_statement':
        this.readTry(statement);
        return;
      case 'pass_statement':
      case 'continue_statement':
        return;
      default:
        if (!this.isUsual(statement)) this.note(statement);
    }
  }

  private readBlock(node: SyntaxNode | undefined): void {
    const block = node?.type === 'block' ? node : node?.child('block');
    const statements = block ? statementsOf(block) : [];
    for (const statement of statements) this.read(statement);
    // A request in several messages.
    const [, second] = statements.filter((statement) => this.messages.arriveIn(statement));
    if (second) this.note(second);
  }

  private note(node: SyntaxNode): void {
    const text = this.module.textOf(node).split(/\r?\n/, 1)[0]?.trim() ?? '';
    this.odd.push({ node, text: text.length > 60 ? `${text.slice(0, 57)}…` : text });
  }

  /** `while True` and `while self.flag`. */
  private isServiceCondition(condition: SyntaxNode | undefined): boolean {
    const flag = condition && this.agent.self.byNode.get(condition);
    if (flag) this.flags.push(flag);
    return condition?.type === 'true' || flag !== undefined;
  }

  /** `self.ready = True`; whether somebody would miss it is for others to say. */
  private raises(target: SyntaxNode, value: SyntaxNode): boolean {
    const use = value.type === 'true' ? this.agent.self.byNode.get(target) : undefined;
    if (use) this.raised.push(use);
    return use !== undefined;
  }

  private readIf(statement: SyntaxNode): void {
    const [condition] = statement.parts;
    const answer = condition && this.questions.answerOf(condition);
    const body = statement.child('block');
    if (answer === undefined || (answer === 'nothing' && body && this.usesSocket(body))) this.note(statement);
    this.readBlock(body);
    for (const branch of statement.childrenOf('else_clause', 'elif_clause')) {
      if (branch.type === 'elif_clause') this.note(branch);
      this.readBlock(branch);
    }
  }

  private usesSocket(body: SyntaxNode): boolean {
    return callsIn(this.module, body).some(({ receiver }) => this.isSocket(receiver));
  }

  private get socketText(): string {
    return `${this.place.method.selfName ?? 'self'}.${this.place.socket}`;
  }

  private isSocket(node: SyntaxNode | undefined): boolean {
    return node !== undefined && this.module.textOf(node) === this.socketText;
  }

  private readTry(statement: SyntaxNode): void {
    this.readBlock(statement);
    for (const clause of statement.childrenOf('except_clause')) this.readExcept(clause);
    const last = statement.child('finally_clause');
    for (const one of statementsOf(last?.child('block') ?? statement).filter(() => last !== undefined))
      this.readLast(one);
    const otherwise = statement.child('else_clause');
    if (otherwise) this.readBlock(otherwise);
  }

  /** What stands in `finally`: the agent's own teardown, and nothing else. */
  private readLast(statement: SyntaxNode): void {
    const call = callOf(this.module, expressionOf(statement));
    const own = call && this.agent.self.byNode.get(call.callee);
    if (own !== undefined && call?.positional.length === 0 && this.endsIn === undefined) this.endsIn = own.name;
    else if (!isLogging(this.module, statement)) this.note(statement);
  }

  private readExcept(clause: SyntaxNode): void {
    const block = clause.child('block');
    const caught = clause.parts
      .filter((part) => part !== block)
      .map((part) => this.module.textOf(part))
      .join(' ');
    if (/\bKeyboardInterrupt\b/.test(caught)) {
      this.absorbsInterrupt = true;
      const others = statementsOf(block ?? clause).filter(({ type }) => type !== 'break_statement');
      for (const one of others) if (!isLogging(this.module, one) && one.type !== 'pass_statement') this.note(one);
      return;
    }
    const before = this.errorReplies.length;
    this.inHandlerOfErrors = true;
    this.readBlock(block);
    this.inHandlerOfErrors = false;
    const isGeneral = caught === '' || /^(Base)?Exception\b/.test(caught);
    if (isGeneral && this.errorReplies.length > before) this.answersErrors = true;
  }

  private isUsual(statement: SyntaxNode): boolean {
    if (isLogging(this.module, statement) || isDocstring(statement)) return true;
    const assignment = assignmentOf(statement);
    if (assignment) return this.isUsualAssignment(assignment);
    const call = callOf(this.module, expressionOf(statement));
    if (call === undefined) return false;
    if (call.name === 'register') return this.isSocket(call.positional[0]);
    if (/^(?:(?:time|asyncio)\.)?sleep$/.test(this.module.textOf(call.callee))) return true;
    return this.isReply(call);
  }

  private isUsualAssignment({ target, value }: { readonly target: SyntaxNode; readonly value: SyntaxNode }): boolean {
    if (target.type !== 'identifier') return this.raises(target, value);
    const name = this.module.textOf(target);
    const payload = this.messages.payloadOf(value);
    if (payload !== undefined) {
      this.messages.keep(name, payload);
      this.payload = payload;
      return true;
    }
    if (this.handles(value)) {
      this.replies.add(name);
      return true;
    }
    return literals.has(value.type) ? !hasOwnEffects(this.module, value) : this.questions.keep(name, value);
  }

  /** `self.handler(request)`, with the whole request as its only argument. */
  private handles(value: SyntaxNode): boolean {
    const call = callOf(this.module, value);
    const own = call && this.agent.self.byNode.get(call.callee);
    const [argument, ...more] = call?.positional ?? [];
    if (call === undefined || own === undefined || argument === undefined || more.length > 0) return false;
    const payload = this.messages.payloadOf(argument);
    if (payload === undefined) return false;
    this.payload = payload;
    this.handlers.push(own.node);
    return true;
  }

  /** A reply sent on the socket: what the handler returned, or what an exception handler says. */
  private isReply(call: CallSyntax): boolean {
    if (!/^send(_\w+)?$/.test(call.name) || !this.isSocket(call.receiver)) return false;
    const [payload] = call.positional;
    if (payload === undefined) return false;
    if (this.inHandlerOfErrors || [...payload.walk()].some(({ type }) => type === 'dictionary')) {
      return this.isErrorReply(payload);
    }
    const encoded = encodedIn(this.module, call);
    if (encoded === undefined) return false;
    const { value } = encoded;
    const isAnswer =
      (value.type === 'identifier' && this.replies.has(this.module.textOf(value))) || this.handles(value);
    return isAnswer && encoded.payload === this.payload;
  }

  private isErrorReply(payload: SyntaxNode): boolean {
    const dictionary = [...payload.walk()].find(({ type }) => type === 'dictionary');
    if (dictionary === undefined || !this.inHandlerOfErrors) return false;
    const keys = dictionary
      .childrenOf('pair')
      .map(({ parts: [key] }) => (key ? plainStringContent(this.module, key) : undefined));
    this.errorReplies.push(keys.map((key) => key ?? '…'));
    const values = dictionary.childrenOf('pair').flatMap(({ parts }) => parts.at(-1) ?? []);
    this.ownErrorText ??= values.find((value) => !isUsualError.test(this.module.textOf(value)));
    return true;
  }
}
