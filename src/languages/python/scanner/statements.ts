import * as Keyword from './keywords';
import * as Kind from './kinds';
import { IntegerList } from './lists';
import { afterBrackets, idOf, kindOf, lineIndents, lineTokens } from './tokens';

/**
 * The statements of a file in source order as parallel arrays, simple ones and the headers of compound ones alike. Blocks follow indentation
 * columns rather than INDENT and DEDENT tokens, so that a file with broken indentation keeps its outline.
 */
export let statementCount: i32 = 0;
/** First token, and the token after the last one: after the colon for the header of a compound statement. */
export const firsts = new IntegerList();
export const statementEnds = new IntegerList();
/** The keyword that the statement begins with (`async` passed over), MATCH or CASE in that role; 0 for any other. */
export const keywords = new IntegerList();
/** The compound statement in whose block the statement stands; -1 at module level. */
export const parents = new IntegerList();
/** The last statement of the statement's own block, itself when it has none. */
export const lasts = new IntegerList();

const indents = new IntegerList();
const openBlocks = new IntegerList();

/** 1 for a keyword whose statement is a header, with a block. */
const ownsBlock = memory.data(Keyword.UNDERSCORE + 1);

markHeaders([Keyword.CLASS, Keyword.DEF, Keyword.IF, Keyword.ELIF, Keyword.ELSE, Keyword.FOR, Keyword.WHILE]);
markHeaders([Keyword.TRY, Keyword.EXCEPT, Keyword.FINALLY, Keyword.WITH, Keyword.MATCH, Keyword.CASE]);

function markHeaders(headers: i32[]): void {
  for (let i = 0; i < headers.length; i++) store<u8>(ownsBlock + headers[i], 1);
}

/** Whether the statement is a header whose block follows it, on lines of its own or after the colon. */
export function isHeader(statement: i32): bool {
  return load<u8>(ownsBlock + keywords.at(statement)) === 1;
}

export function readStatements(): void {
  statementCount = 0;
  firsts.length = 0;
  statementEnds.length = 0;
  keywords.length = 0;
  parents.length = 0;
  lasts.length = 0;
  indents.length = 0;
  openBlocks.length = 0;
  for (let line = 0; line < lineTokens.length; line++) readLine(lineTokens.at(line), lineIndents.at(line));
  while (openBlocks.length > 0) closeBlock();
}

function readLine(first: i32, indent: i32): void {
  while (openBlocks.length > 0 && indents.at(openBlocks.last()) >= indent) closeBlock();
  let at = first;
  while (kindOf(at) !== Kind.NEWLINE && kindOf(at) !== Kind.END) {
    at = readStatement(at, indent);
    // A semicolon without a simple statement before it is read as a statement, which the grammar then refuses.
    if (kindOf(at) === Kind.SEMICOLON && !isHeader(statementCount - 1)) at++;
  }
}

function readStatement(first: i32, indent: i32): i32 {
  const keyword = keywordAt(first);
  const isCompound = load<u8>(ownsBlock + keyword) === 1;
  const end = isCompound ? endOfHeader(first) : endOfSimple(first);
  const statement = statementCount++;
  firsts.push(first);
  statementEnds.push(end);
  keywords.push(keyword);
  parents.push(openBlocks.length > 0 ? openBlocks.last() : -1);
  lasts.push(statement);
  indents.push(indent);
  if (isCompound) openBlocks.push(statement);
  return end;
}

function keywordAt(first: i32): i32 {
  const id = idOf(first);
  if (id === Keyword.ASYNC) return wordAt(first + 1);
  if (id <= Keyword.LAST_KEYWORD) return id;
  if (id === Keyword.MATCH) return isMatchHeader(first) ? id : 0;
  const inMatch = openBlocks.length > 0 && keywords.at(openBlocks.last()) === Keyword.MATCH;
  return id === Keyword.CASE && inMatch && kindOf(first + 1) !== Kind.EQUAL ? id : 0;
}

/** What follows `async`, whatever name that is: no name is a header's. */
function wordAt(token: i32): i32 {
  const id = idOf(token);
  return id <= Keyword.UNDERSCORE ? id : 0;
}

function closeBlock(): void {
  lasts.set(openBlocks.last(), statementCount - 1);
  openBlocks.length--;
}

function endOfSimple(first: i32): i32 {
  let at = first;
  while (true) {
    const kind = kindOf(at);
    if (kind === Kind.NEWLINE || kind === Kind.SEMICOLON || kind === Kind.END) return max(at, first + 1);
    at = afterBrackets(at);
  }
}

/** The token after the colon that ends a header; colons of lambdas and in brackets are not it. */
function endOfHeader(first: i32): i32 {
  let lambdas = 0;
  let at = first;
  while (true) {
    const kind = kindOf(at);
    if (kind === Kind.NEWLINE || kind === Kind.END) return at;
    if (kind === Kind.COLON && lambdas-- === 0) return at + 1;
    if (idOf(at) === Keyword.LAMBDA) lambdas++;
    at = afterBrackets(at);
  }
}

/** `match` begins a statement when its line ends in a colon with a subject between. */
function isMatchHeader(first: i32): bool {
  const next = kindOf(first + 1);
  if (next === Kind.COLON || next === Kind.EQUAL || next === Kind.DOT || next === Kind.NEWLINE) return false;
  return kindOf(endOfSimple(first) - 1) === Kind.COLON;
}
