import type { PythonModule } from '../../rewrite/syntax/python-module.js';
import type { SyntaxNode } from '../../rewrite/syntax/syntax-node.js';
import { hasOwnEffects } from '../../rewrite/syntax/own-effects.js';
import { callOf, originOf } from './origins.js';

/** A condition that is true when there is a message, or when there is none. */
export type PollAnswer = 'message' | 'nothing';

/** What a request loop asks before it receives, and nothing else: a condition that asks for more may leave a message where it is. */
export class PollQuestions {
  /** Local names that hold what a poll has found, or a poller. */
  private readonly names = new Set<string>();

  constructor(
    private readonly module: PythonModule,
    private readonly isSocket: (node: SyntaxNode | undefined) => boolean,
  ) {}

  /** Remembers the name when the value is a poller or what one finds. */
  keep(name: string, value: SyntaxNode): boolean {
    const call = callOf(this.module, value);
    const isPoller = call?.name === 'Poller' && call.positional.length === 0 && call.keywords.size === 0;
    if (!isPoller && !this.isFound(value)) return false;
    this.names.add(name);
    return true;
  }

  /** `undefined` for a condition that is about something else too. */
  answerOf(condition: SyntaxNode): PollAnswer | undefined {
    const source = this.module.textOf(condition);
    const errors =
      condition.type === 'comparison_operator' && /^[\w.]+\.errno\s*([!=])=\s*[\w.]*\bEAGAIN$/.exec(source);
    if (errors) return errors[1] === '=' ? 'nothing' : 'message';
    if (!this.isKnown(condition) || !condition.walk().some((node) => this.isFound(node) || this.isSocket(node)))
      return undefined;
    return condition.walk().some((node) => this.isDenial(node)) ? 'nothing' : 'message';
  }

  private isKnown(node: SyntaxNode): boolean {
    switch (node.type) {
      case 'integer':
      case 'none':
      case 'true':
        return true;
      case 'boolean_operator':
      case 'not_operator':
      case 'parenthesized_expression':
      case 'comparison_operator':
      case 'binary_operator':
      case 'subscript':
        return node.parts.every((part) => this.isKnown(part));
      default:
        return this.isSocket(node) || this.isFound(node) || /^zmq\./.test(originOf(this.module, node) ?? '');
    }
  }

  /** `poller.poll(100)`, `dict(poller.poll(100))`, a name of these, and `found.get(self.socket)`. */
  private isFound(node: SyntaxNode): boolean {
    if (node.type === 'identifier') return this.names.has(this.module.textOf(node));
    const call = callOf(this.module, node);
    const [argument] = call?.positional ?? [];
    if (call === undefined || call.keywords.size > 1) return false;
    if (call.name === 'poll') return this.isAsked(call.receiver) && !hasOwnEffects(this.module, node.parts[1]);
    if (call.name === 'get')
      return call.receiver !== undefined && this.isFound(call.receiver) && this.isSocket(argument);
    return (call.name === 'dict' || call.name === 'len') && argument !== undefined && this.isFound(argument);
  }

  /** The socket, or a poller; a process can be polled too. */
  private isAsked(receiver: SyntaxNode | undefined): boolean {
    return receiver !== undefined && (this.isSocket(receiver) || /poll/i.test(this.module.textOf(receiver)));
  }

  private isDenial(node: SyntaxNode): boolean {
    if (node.type === 'not_operator') return true;
    const [left, right] = node.type === 'comparison_operator' ? node.parts : [];
    if (!left || !right) return false;
    const operator = this.module.textOf({ start: left.end, end: right.start }).replace(/\s+/g, ' ').trim();
    const isNothing = right.type === 'none' || this.module.textOf(right) === '0';
    const denies = ['not in', '<', '<='].includes(operator);
    return denies || (isNothing ? ['==', 'is'].includes(operator) : ['!=', 'is not'].includes(operator));
  }
}
