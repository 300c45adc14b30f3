import * as Complaint from '../complaints';
import * as Keyword from '../keywords';
import * as Kind from '../kinds';
import { cursor } from './cursor';
import { readExpression, readOperators } from './expressions';

/** `lambda a, b=1: c` */
export function readLambdaExpression(): bool {
  if (!cursor.expectKeyword(Keyword.LAMBDA) || !readParameters(Kind.COLON, false)) return false;
  return cursor.expect(Kind.COLON) && readExpression();
}

/** Reads parameter lists; those of `def` may be annotated and stand in parentheses, those of `lambda` end at a colon. */
export function readParameters(close: i32, mayAnnotate: bool): bool {
  let hasDefault: bool = false;
  let hasStar = false;
  let needsName = false;
  for (let count = 0; cursor.kind() !== close; count++) {
    const first = cursor.at;
    if (cursor.accept(Kind.DOUBLE_STAR)) {
      if (needsName) return cursor.failAt(first, Complaint.NAMES_AFTER_STAR);
      return readRest(close, mayAnnotate);
    }
    if (cursor.accept(Kind.SLASH)) {
      if (count === 0) return cursor.failAt(first, Complaint.NOTHING_BEFORE_SLASH);
      if (hasStar) return cursor.failAt(first, Complaint.SLASH_AFTER_STAR);
    } else if (cursor.accept(Kind.STAR)) {
      if (hasStar) return cursor.failAt(first, Complaint.SECOND_STAR);
      hasStar = true;
      needsName = cursor.kind() === Kind.COMMA;
      if (!needsName && !readName(mayAnnotate, true)) return false;
      if (cursor.kind() === Kind.EQUAL) return cursor.fail(Complaint.STAR_WITH_DEFAULT);
    } else {
      if (!readName(mayAnnotate, false)) return false;
      needsName = false;
      const isOptional = cursor.accept(Kind.EQUAL);
      if (isOptional && !readExpression()) return false;
      if (!isOptional && hasDefault && !hasStar) return cursor.failAt(first, Complaint.DEFAULT_ORDER);
      hasDefault = hasDefault || isOptional;
    }
    if (!cursor.accept(Kind.COMMA)) break;
  }
  return !needsName || cursor.fail(Complaint.NAMES_AFTER_STAR);
}

/** `**name`, after which only a comma may follow. */
function readRest(close: i32, mayAnnotate: bool): bool {
  if (!readName(mayAnnotate, false)) return false;
  if (cursor.kind() === Kind.EQUAL) return cursor.fail(Complaint.KEYWORDS_WITH_DEFAULT);
  cursor.accept(Kind.COMMA);
  return cursor.kind() === close || cursor.fail(Complaint.AFTER_KEYWORDS);
}

function readName(mayAnnotate: bool, mayUnpack: bool): bool {
  if (!cursor.expect(Kind.NAME)) return false;
  if (!mayAnnotate || !cursor.accept(Kind.COLON)) return true;
  if (mayUnpack && cursor.accept(Kind.STAR)) return readOperators();
  return readExpression();
}
