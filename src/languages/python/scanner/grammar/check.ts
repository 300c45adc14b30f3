import { INVALID_SYNTAX } from '../complaints';
import * as Keyword from '../keywords';
import * as Kind from '../kinds';
import { IntegerList } from '../lists';
import { firsts, isHeader, keywords, parents, statementCount, statementEnds } from '../statements';
import { endOf, idOf, kindOf, isSettledAt, PROBLEM_SIZE, problems, settle, startOf } from '../tokens';
import { resetBlocks, standsWell } from './blocks';
import { cursor } from './cursor';
import { readNamedExpression } from './expressions';
import { readHeader } from './headers';
import { readSimpleStatement } from './simple-statements';
import { resetStrings } from './strings';

/** Problems after these are most likely their consequences. */
const MOST_FAILURES: i32 = 5;

/** Three numbers for each: the token, the complaint and what belongs to it. */
export const failures = new IntegerList();
const FAILURE_SIZE: i32 = 3;

/**
 * Recognises Python's grammar, 3.8 to 3.14 together, statement by statement. What a version in this range accepts is valid here. Statements
 * with a lexical problem are passed over: that problem says it all.
 */
export function checkGrammar(): void {
  failures.length = 0;
  resetBlocks();
  resetStrings();
  for (let statement = 0; statement < statementCount; statement++) {
    if (isSound(statement)) continue;
    failures.push(cursor.failedAt);
    failures.push(cursor.complaint);
    failures.push(cursor.detail);
    if (failures.length === MOST_FAILURES * FAILURE_SIZE) return;
  }
}

function isSound(statement: i32): bool {
  const first = firsts.at(statement);
  const end = statementEnds.at(statement);
  // A problem of blocks may stand behind the statement.
  cursor.enter(first, i32.MAX_VALUE);
  if (!standsWell(statement)) return false;
  if (hasLexicalProblem(first, end)) return true;
  cursor.enter(first, end);
  const isSettled = isSettledAt(first) && !isCase(statement);
  if (!isSettled && !readStatement(statement, first)) return false;
  if (!isSettled && !cursor.isAtEnd()) return cursor.fail();
  settle(first);
  return hasSoundSuite(statement, first) || cursor.failAt(first, INVALID_SYNTAX);
}

/** What stands around it tells whether `case x: f()` is a header or an annotation. */
function isCase(statement: i32): bool {
  return keywords.at(statement) === Keyword.CASE;
}

function readStatement(statement: i32, first: i32): bool {
  const keyword = keywords.at(statement);
  if (isHeader(statement)) return readHeader(keyword);
  if (idOf(first) === Keyword.ASYNC) return cursor.fail();
  if (cursor.accept(Kind.AT)) return readNamedExpression();
  return readSimpleStatement(keyword);
}

/** What stands in one line with a header's colon is no header itself, and holds only in a line of its own when it is a decorator. */
function hasSoundSuite(statement: i32, first: i32): bool {
  const isCompound = isHeader(statement) || kindOf(first) === Kind.AT;
  if (isCompound && first > 0 && !isLineStart(kindOf(first - 1))) return false;
  const parent = parents.at(statement);
  const isMatchBody = parent >= 0 && keywords.at(parent) === Keyword.MATCH;
  return !isMatchBody || keywords.at(statement) === Keyword.CASE;
}

function isLineStart(kind: i32): bool {
  return kind === Kind.NEWLINE || kind === Kind.INDENT || kind === Kind.DEDENT;
}

function hasLexicalProblem(first: i32, end: i32): bool {
  const from = startOf(first);
  const to = endOf(end - 1);
  for (let at = 0; at < problems.length; at += PROBLEM_SIZE) {
    const start = problems.at(at + 1);
    if (start >= from && start <= to) return true;
  }
  return false;
}
