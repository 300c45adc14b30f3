import { INVALID_SYNTAX, MISSING_BLOCK, UNEXPECTED_INDENT, UNFINISHED_TRY } from '../complaints';
import * as Keyword from '../keywords';
import * as Kind from '../kinds';
import { IntegerList } from '../lists';
import { firsts, isHeader, keywords, lasts, parents, statementCount, statementEnds } from '../statements';
import { kindOf } from '../tokens';
import { cursor } from './cursor';

/** The last statement so far in the block of each header, of the module at 0; -1 before there is one. */
const siblings = new IntegerList();

/** Prepares for the statements of another text. */
export function resetBlocks(): void {
  siblings.length = 0;
  for (let statement = 0; statement <= statementCount; statement++) siblings.push(-1);
}

/**
 * Whether the statement may stand where it does: its block is not missing, one opens where it is indented, and it is no clause without the
 * statement that it belongs to. To be asked in source order.
 */
export function standsWell(statement: i32): bool {
  const parent = parents.at(statement);
  const before = siblings.at(parent + 1);
  siblings.set(parent + 1, statement);
  const first = firsts.at(statement);
  const previous = before < 0 ? 0 : keywords.at(before);
  if (!isIndentedWell(statement, first)) return false;
  if (isHeader(statement)) return hasBlock(statement) && followsItsOwner(statement, previous, first);
  if (previous === Keyword.TRY) return cursor.failAt(first, UNFINISHED_TRY);
  return kindOf(first) !== Kind.AT || hasDefinition(statement, first);
}

function isIndentedWell(statement: i32, first: i32): bool {
  if (kindOf(first - 1) !== Kind.INDENT || kindOf(first - 2) === Kind.DEDENT) return true;
  const opensBlock = statement > 0 && isHeader(statement - 1) && statementEnds.at(statement - 1) === first - 2;
  return opensBlock || cursor.failAt(first, UNEXPECTED_INDENT);
}

function hasBlock(statement: i32): bool {
  const end = statementEnds.at(statement);
  if (kindOf(end - 1) !== Kind.COLON || kindOf(end) !== Kind.NEWLINE || kindOf(end + 1) === Kind.INDENT) return true;
  let next = end + 1;
  while (kindOf(next) === Kind.DEDENT) next++;
  return cursor.failAt(next, MISSING_BLOCK, statement);
}

function followsItsOwner(statement: i32, previous: i32, first: i32): bool {
  const keyword = keywords.at(statement);
  if (previous === Keyword.TRY && keyword !== Keyword.EXCEPT && keyword !== Keyword.FINALLY) {
    return cursor.failAt(first, UNFINISHED_TRY);
  }
  if (!mayFollow(keyword, previous)) return cursor.failAt(first, INVALID_SYNTAX);
  return keyword !== Keyword.TRY || isFinished(statement) || cursor.failAt(first, UNFINISHED_TRY);
}

/** Whether a clause may stand after a statement; any other header may stand after all. */
function mayFollow(keyword: i32, previous: i32): bool {
  const isIf = previous === Keyword.IF || previous === Keyword.ELIF;
  switch (keyword) {
    case Keyword.ELIF:
      return isIf;
    case Keyword.ELSE:
      return isIf || previous === Keyword.FOR || previous === Keyword.WHILE || previous === Keyword.EXCEPT;
    case Keyword.EXCEPT:
      return previous === Keyword.TRY || previous === Keyword.EXCEPT;
    case Keyword.FINALLY:
      return previous === Keyword.TRY || previous === Keyword.EXCEPT || previous === Keyword.ELSE;
    default:
      return true;
  }
}

/** Whether a `try` is not the last statement of its block. */
function isFinished(statement: i32): bool {
  const next = lasts.at(statement) + 1;
  return next < statementCount && parents.at(next) === parents.at(statement);
}

/** A decorator stands above another one, a `def` or a `class`. */
function hasDefinition(statement: i32, first: i32): bool {
  const next = statement + 1;
  if (next >= statementCount) return cursor.failAt(first, INVALID_SYNTAX);
  const keyword = keywords.at(next);
  const isAbove = keyword === Keyword.DEF || keyword === Keyword.CLASS || kindOf(firsts.at(next)) === Kind.AT;
  const isBeside = parents.at(next) === parents.at(statement);
  return (isAbove && isBeside) || cursor.failAt(firsts.at(next), INVALID_SYNTAX);
}
