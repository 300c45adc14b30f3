import * as Complaint from '../complaints';
import * as Kind from '../kinds';
import { kindOf } from '../tokens';
import { beginsComprehension, readComprehension } from './atoms';
import { cursor } from './cursor';
import { readExpression, readNamedExpression } from './expressions';

/** What the call that is being read has had so far. */
let hasKeyword: bool = false;
let hasUnpackedKeywords: bool = false;

/** `(a, *b, c=d, **e)`, `(a for a in b)` of calls and of class headers. */
export function readArguments(): bool {
  const hadKeyword = hasKeyword;
  const hadUnpacked = hasUnpackedKeywords;
  hasKeyword = false;
  hasUnpackedKeywords = false;
  cursor.at++;
  for (let count = 0; cursor.kind() !== Kind.RIGHT_PARENTHESIS; count++) {
    if (!readArgument(count)) return false;
    if (!cursor.accept(Kind.COMMA)) break;
  }
  hasKeyword = hadKeyword;
  hasUnpackedKeywords = hadUnpacked;
  return cursor.expect(Kind.RIGHT_PARENTHESIS, Complaint.FORGOT_COMMA);
}

function readArgument(count: i32): bool {
  if (cursor.accept(Kind.DOUBLE_STAR)) {
    hasUnpackedKeywords = true;
    return readExpression();
  }
  if (cursor.kind() === Kind.STAR) {
    if (hasUnpackedKeywords) return cursor.fail(Complaint.UNPACKING_ORDER);
    cursor.at++;
    return readExpression();
  }
  if (cursor.kind() === Kind.NAME && kindOf(cursor.at + 1) === Kind.EQUAL) {
    hasKeyword = true;
    cursor.at += 2;
    return readExpression();
  }
  return readPositional(count);
}

function readPositional(count: i32): bool {
  const first = cursor.at;
  if (!readNamedExpression()) return false;
  if (cursor.kind() === Kind.EQUAL) return cursor.failAt(first, Complaint.ASSIGNMENT_IN_ARGUMENTS);
  if (beginsComprehension()) {
    if (!readComprehension()) return false;
    const isAlone = count === 0 && cursor.kind() === Kind.RIGHT_PARENTHESIS;
    return isAlone || cursor.failAt(first, Complaint.BARE_GENERATOR);
  }
  if (hasUnpackedKeywords) return cursor.failAt(first, Complaint.POSITIONAL_AFTER_UNPACKING);
  return !hasKeyword || cursor.failAt(first, Complaint.POSITIONAL_AFTER_KEYWORD);
}
