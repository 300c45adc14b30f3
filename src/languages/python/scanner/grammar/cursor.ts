import { INVALID_SYNTAX } from '../complaints';
import * as Kind from '../kinds';
import { idOf, kindOf } from '../tokens';

/** A place among the tokens of one statement. Readers say whether they could read what they are named after, and leave the reason here. */
@unmanaged
class Cursor {
  at: i32 = 0;
  /** The token after the statement. */
  end: i32 = 0;
  hasFailed: bool = false;
  /** Where reading stopped and why. */
  failedAt: i32 = 0;
  complaint: i32 = 0;
  /** What belongs to the complaint. */
  detail: i32 = 0;

  enter(first: i32, end: i32): void {
    this.at = first;
    this.end = end;
    this.hasFailed = false;
  }

  kind(): i32 {
    return this.at < this.end ? kindOf(this.at) : Kind.END;
  }

  /** The id of the name or keyword here; 0 for any other token. */
  id(): i32 {
    return this.at < this.end ? idOf(this.at) : 0;
  }

  isAtEnd(): bool {
    return this.at >= this.end;
  }

  accept(kind: i32): bool {
    if (this.kind() !== kind) return false;
    this.at++;
    return true;
  }

  acceptKeyword(id: i32): bool {
    if (this.id() !== id) return false;
    this.at++;
    return true;
  }

  expect(kind: i32, complaint: i32 = INVALID_SYNTAX): bool {
    return this.accept(kind) || this.fail(complaint);
  }

  expectKeyword(id: i32, complaint: i32 = INVALID_SYNTAX): bool {
    return this.acceptKeyword(id) || this.fail(complaint);
  }

  /** Fails at the current token. */
  fail(complaint: i32 = INVALID_SYNTAX, detail: i32 = 0): bool {
    return this.failAt(this.at, complaint, detail);
  }

  /** Keeps the first reason: what fails after it fails because of it. Returns false. */
  failAt(token: i32, complaint: i32, detail: i32 = 0): bool {
    if (this.hasFailed) return false;
    this.hasFailed = true;
    this.failedAt = min(token, this.end);
    this.complaint = complaint;
    this.detail = detail;
    return false;
  }
}

export const cursor = new Cursor();
