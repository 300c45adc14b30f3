import { endOfExpression } from './outline/expression-end.js';
import type { TypeScriptSource } from './source.js';
import * as Kind from './tokens/kinds.js';

/** A piece of an argument list or of an object literal, both tokens included. */
export interface Argument {
  readonly first: number;
  readonly last: number;
}

/** A call, or a `new` with or without parentheses. */
export class CallSite {
  constructor(
    readonly source: TypeScriptSource,
    /** `new`, or the first token of what is called. */
    readonly firstToken: number,
    /** The name that is called. */
    readonly callee: number,
    /** The opening parenthesis; -1 without one. */
    readonly opening: number,
  ) {}

  get lastToken(): number {
    return this.opening < 0 ? this.callee : this.source.behind(this.opening) - 1;
  }

  /** Counted from 0; `undefined` where there is none. */
  argument(wanted: number): Argument | undefined {
    const { source, opening } = this;
    if (opening < 0) return undefined;
    const end = source.behind(opening) - 1;
    let first = opening + 1;
    for (let index = 0; first < end; index++) {
      const behind = endOfArgument(source, first, end);
      if (index === wanted) return { first, last: behind - 1 };
      first = behind + 1;
    }
    return undefined;
  }

  textOf({ first, last }: Argument): string {
    return this.source.excerpt(first, last);
  }

  /** The content of an argument that is a string literal. */
  string(wanted: number): string | undefined {
    const found = this.argument(wanted);
    return found && found.first === found.last ? this.source.stringAt(found.first) : undefined;
  }

  /** Whether a string among the arguments, at any depth, is so. */
  someString(isSo: (content: string) => boolean): boolean {
    for (let token = this.opening + 1; token < this.lastToken; token++) {
      const content = this.source.stringAt(token);
      if (content !== undefined && isSo(content)) return true;
    }
    return false;
  }

  /** Whether an object literal among the arguments has the property. */
  hasProperty(name: string): boolean {
    for (let token = this.opening + 1; token < this.lastToken; token++) {
      const next = this.source.kindOf(token + 1);
      const isKey = next === Kind.COLON || next === Kind.COMMA || next === Kind.RIGHT_BRACE;
      if (isKey && this.source.kindOf(token) === Kind.NAME && this.source.nameOf(token) === name) return true;
    }
    return false;
  }
}

function endOfArgument(source: TypeScriptSource, first: number, end: number): number {
  let at = first;
  while (at < end && source.kindOf(at) !== Kind.COMMA) at = source.behind(at);
  return at;
}

/** The value of the property whose name stands at `key`, in an object literal. */
export function propertyValue(source: TypeScriptSource, key: number): Argument {
  const end = endOfExpression(source, key + 2, source.tokens.count);
  return { first: key + 2, last: Math.max(end - 1, key + 2) };
}
