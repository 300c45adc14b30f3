import type { PythonSource } from '../source.js';
import type { TokenBuffer } from '../tokens/token-buffer.js';
import * as Kind from '../tokens/kinds.js';

/** Where reading stopped and why, in CPython's words. */
export interface Failure {
  readonly token: number;
  readonly message: string;
}

const invalidSyntax = 'invalid syntax';

/** A place among the tokens of one statement. Readers return whether they could read what they are named after, and leave the reason here. */
export class Cursor {
  at = 0;
  /** The token after the statement. */
  end = 0;
  failure: Failure | undefined;
  readonly tokens: TokenBuffer;

  constructor(readonly source: PythonSource) {
    this.tokens = source.tokens;
  }

  enter(first: number, end: number): void {
    this.at = first;
    this.end = end;
    this.failure = undefined;
  }

  get kind(): number {
    return this.at < this.end ? (this.tokens.kinds[this.at] ?? Kind.END) : Kind.END;
  }

  /** The id of the name or keyword here; 0 for any other token. */
  get id(): number {
    return this.at < this.end ? (this.tokens.ids[this.at] ?? 0) : 0;
  }

  get isAtEnd(): boolean {
    return this.at >= this.end;
  }

  accept(kind: number): boolean {
    if (this.kind !== kind) return false;
    this.at++;
    return true;
  }

  acceptKeyword(id: number): boolean {
    if (this.id !== id) return false;
    this.at++;
    return true;
  }

  expect(kind: number, message: string = invalidSyntax): boolean {
    return this.accept(kind) || this.fail(message);
  }

  expectKeyword(id: number, message: string = invalidSyntax): boolean {
    return this.acceptKeyword(id) || this.fail(message);
  }

  /** Keeps the first reason: what fails after it fails because of it. */
  fail(message: string = invalidSyntax, token = this.at): false {
    this.failure ??= { token: Math.min(token, this.end), message };
    return false;
  }
}
