import type { TypeScriptSource } from '../source.js';
import * as Kind from '../tokens/kinds.js';
import { idOf, wordSet } from '../tokens/words.js';
import { endOfExpression } from './expression-end.js';
import type { ClassMember, OutlineWalk } from './outline.js';
import { readDecorators, readParameters, type Parameter } from './parameters.js';
import { behindTypeArguments, passAnnotation } from './type-places.js';
import { endOfType } from './types.js';

const STATIC = idOf('static');

const memberModifiers = wordSet(
  ...(['static', 'abstract', 'async', 'get', 'set', 'override', 'declare', 'readonly', 'accessor'] as const),
  ...(['public', 'private', 'protected'] as const),
);

/** Reads the members of one class body. */
export class MemberReader {
  constructor(
    private readonly reader: OutlineWalk,
    private readonly scope: number,
    private readonly members: ClassMember[],
    private readonly parameters: Parameter[],
  ) {}

  read(from: number, to: number): void {
    for (let at = from; at < to;) {
      if (this.source.kindOf(at) === Kind.SEMICOLON) at++;
      else at = Math.max(this.readMember(at, to), at + 1);
    }
  }

  private get source(): TypeScriptSource {
    return this.reader.source;
  }

  private readMember(first: number, to: number): number {
    const { source, reader, scope } = this;
    const { names: decorators, behind } = readDecorators(source, first);
    reader.walk(first, behind, scope);
    const modifiers = new Set<string>();
    let at = behind;
    while (memberModifiers[source.idOf(at)] === 1 && this.isModifier(at, to)) modifiers.add(source.nameOf(at++));
    if (source.kindOf(at) === Kind.STAR) at++;
    if (source.kindOf(at) === Kind.LEFT_BRACE && source.idOf(at - 1) === STATIC) return this.readStaticBlock(at);
    const name = at;
    if (source.kindOf(at) === Kind.LEFT_BRACKET) reader.walk(at + 1, source.behind(at) - 1, scope);
    at = source.behind(at);
    if (source.kindOf(at) === Kind.QUESTION || source.kindOf(at) === Kind.EXCLAMATION) at++;
    at = behindTypeArguments(source, at);
    const head = { decorators, modifiers, first, name };
    return source.kindOf(at) === Kind.LEFT_PARENTHESIS ? this.readMethod(head, at) : this.readField(head, at, to);
  }

  /** A word before another member's name; alone, before `(`, `=`, `:` and the like, it is a name itself. */
  private isModifier(token: number, to: number): boolean {
    const next = this.source.kindOf(token + 1);
    if (token + 1 >= to) return false;
    if (next === Kind.NAME || next === Kind.PRIVATE_NAME || next === Kind.STRING || next === Kind.NUMBER) return true;
    return (
      next === Kind.STAR ||
      next === Kind.LEFT_BRACKET ||
      (next === Kind.LEFT_BRACE && this.source.idOf(token) === STATIC)
    );
  }

  private readStaticBlock(brace: number): number {
    const { reader, source } = this;
    const end = source.behind(brace);
    const inner = reader.scopes.add({ kind: 'function', parent: this.scope, first: brace, end, name: 'static' });
    reader.walk(brace + 1, end - 1, inner);
    return end;
  }

  private readMethod(head: MemberHead, opening: number): number {
    const { source, reader } = this;
    const behind = source.behind(opening);
    const next = reader.readFunction(head.name, opening, this.scope);
    const type = { first: behind, end: behind };
    if (source.kindOf(behind) === Kind.COLON) {
      type.first = behind + 1;
      type.end = endOfType(source, behind + 1);
    }
    const isAccessor = head.modifiers.has('get') || head.modifiers.has('set');
    this.add(head, isAccessor ? 'accessor' : 'method', next - 1, type);
    const hasBody = source.kindOf(next - 1) === Kind.RIGHT_BRACE;
    if (hasBody && source.textOf(head.name) === 'constructor') this.parameters.push(...readParameters(source, opening));
    return next;
  }

  private readField(head: MemberHead, from: number, to: number): number {
    const { source, reader } = this;
    const end = passAnnotation(source, from);
    const type = source.kindOf(from) === Kind.COLON ? { first: from + 1, end } : { first: end, end };
    if (source.kindOf(end) !== Kind.ASSIGN) {
      this.add(head, 'field', Math.max(end - 1, head.name), type);
      return end;
    }
    const valueEnd = endOfExpression(source, end + 1, to);
    reader.walk(end + 1, valueEnd, this.scope);
    this.add(head, 'field', valueEnd - 1, type);
    return valueEnd;
  }

  private add(head: MemberHead, kind: ClassMember['kind'], last: number, type: ClassMember['type']): void {
    const { source } = this;
    const { modifiers, decorators, first, name } = head;
    source.markDeclaring(name);
    this.members.push({
      name: source.stringAt(name) ?? source.textOf(name),
      nameToken: name,
      kind,
      isStatic: modifiers.has('static'),
      isAbstract: modifiers.has('abstract'),
      isAsync: modifiers.has('async'),
      decorators,
      first,
      last,
      type,
    });
  }
}

interface MemberHead {
  readonly decorators: readonly string[];
  readonly modifiers: ReadonlySet<string>;
  readonly first: number;
  readonly name: number;
}
