import type { PythonSource } from './source.js';
import { afterBrackets } from './tokens/token-table.js';
import * as Keyword from './scanner/keywords.js';
import * as Kind from './tokens/kinds.js';

/** The tokens of one argument, the last one included; without the name of a keyword argument. */
export interface Argument {
  readonly first: number;
  readonly last: number;
}

/** One call in a source: where it stands and what it is given. */
export class CallSite {
  constructor(
    readonly source: PythonSource,
    /** The first token of the whole call expression. */
    readonly firstToken: number,
    /** The opening parenthesis. */
    readonly opening: number,
    readonly statement: number,
  ) {}

  /** The closing parenthesis; the last token of the statement when the call is not closed. */
  get lastToken(): number {
    const closing = this.source.tokens.links[this.opening] ?? -1;
    return closing > this.opening ? closing : this.source.statements.endToken(this.statement) - 1;
  }

  /** The positional argument at `index`, counted without unpacked ones. */
  positional(index: number): Argument | undefined {
    let left = index;
    for (const { name, argument } of this.arguments()) {
      if (name === undefined && left-- === 0) return argument;
    }
    return undefined;
  }

  keyword(name: string): Argument | undefined {
    for (const given of this.arguments()) if (given.name === name) return given.argument;
    return undefined;
  }

  /** The value of the argument when it is a plain string literal and nothing else. */
  stringOf(argument: Argument | undefined): string | undefined {
    if (!argument || argument.first !== argument.last) return undefined;
    return this.source.stringAt(argument.first);
  }

  textOf(argument: Argument): string {
    return this.source.excerpt(argument.first, argument.last);
  }

  /** Whether a string literal or a literal part of an f-string among the arguments satisfies `test`. */
  someString(test: (content: string) => boolean): boolean {
    const { kinds } = this.source.tokens;
    const { lastToken } = this;
    for (let at = this.opening + 1; at < lastToken; at++) {
      if ((kinds[at] === Kind.STRING || kinds[at] === Kind.FSTRING_MIDDLE) && test(this.source.textOf(at))) return true;
    }
    return false;
  }

  private *arguments(): Generator<{ readonly name: string | undefined; readonly argument: Argument }> {
    const { source, lastToken } = this;
    const { tokens } = source;
    let first = this.opening + 1;
    while (first < lastToken) {
      let end = first;
      while (end < lastToken && tokens.kinds[end] !== Kind.COMMA) end = afterBrackets(tokens, end);
      const isNamed = tokens.kinds[first] === Kind.NAME && tokens.kinds[first + 1] === Kind.EQUAL;
      const valueFirst = isNamed ? first + 2 : first;
      if (valueFirst < end && !isUnpacking(tokens.kinds[first])) {
        yield { name: isNamed ? source.nameOf(first) : undefined, argument: { first: valueFirst, last: end - 1 } };
      }
      first = end + 1;
    }
  }
}

const isUnpacking = (kind: number | undefined): boolean => kind === Kind.STAR || kind === Kind.DOUBLE_STAR;

/** The first token of the expression that ends at `last` with a chain of attributes, calls and subscripts. */
export function startOfChain(source: PythonSource, last: number): number {
  const { kinds, links } = source.tokens;
  let at = last;
  for (;;) {
    const kind = kinds[at] ?? Kind.END;
    if (Kind.isClosing(kind) || kind === Kind.FSTRING_END) {
      const opening = links[at] ?? -1;
      if (opening < 0) return at;
      at = opening;
      const before = kinds[at - 1] ?? Kind.END;
      const isTrailer = kind !== Kind.RIGHT_BRACE && kind !== Kind.FSTRING_END && endsOperand(before);
      if (isTrailer) {
        at--;
        continue;
      }
    }
    if (kinds[at - 1] !== Kind.DOT) return at;
    at -= 2;
  }
}

/** Whether a bracket after a token of this kind is a call or a subscript of it. */
const endsOperand = (kind: number): boolean =>
  kind === Kind.NAME || kind === Kind.STRING || kind === Kind.FSTRING_END || Kind.isClosing(kind);

/** Whether the token ends a comprehension's element: a `for` stands directly in the bracket around it. */
export function isComprehension(source: PythonSource, opening: number): boolean {
  const { tokens } = source;
  const closing = tokens.links[opening] ?? -1;
  for (let at = opening + 1; at < closing; at = afterBrackets(tokens, at)) {
    if (tokens.ids[at] === Keyword.FOR) return true;
  }
  return false;
}
