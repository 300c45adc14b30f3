import * as Keyword from './keywords';
import * as Kind from './kinds';
import { bodies, scopes } from './scopes';
import { firsts, keywords, statementEnds } from './statements';
import { afterBrackets, idOf, kindOf, linkOf } from './tokens';
import { STORE, STRETCH } from './use-kinds';
import { noteUse } from './uses';

/** The statement whose targets are known. */
let targetsOf: i32 = -1;
/** Names before this token of it may be assignment targets. */
let targetsEnd: i32 = -1;

/** Prepares for another text. */
export function forgetTargets(): void {
  targetsOf = -1;
}

/** Records the binding that the name at `token` makes, if it makes one, and says whether it does. */
export function readStore(token: i32, statement: i32): bool {
  const before = idOf(token - 1);
  const next = kindOf(token + 1);
  if (before === Keyword.DEF || before === Keyword.CLASS || before === Keyword.AS || next === Kind.WALRUS) {
    return bind(scopes.at(statement), token);
  }
  // Only a name itself is a target; nearly every name that is tracked is used like this.
  const isOwner = next === Kind.DOT || next === Kind.LEFT_PARENTHESIS || next === Kind.LEFT_BRACKET;
  if (!isOwner && isTarget(token, statement)) return bind(scopes.at(statement), token);
  if (isParameter(token, statement)) return bind(bodies.at(statement), token);
  return !isOwner && (readLoopTarget(token, statement) || readLambdaParameter(token, statement));
}

function bind(scope: i32, token: i32): bool {
  noteUse(STORE, scope, idOf(token), 0);
  return true;
}

function bindFor(token: i32, first: i32, last: i32): bool {
  noteUse(STRETCH, idOf(token), first, last);
  return true;
}

/** `name =`, `name: T =`, `a, name =`, `(a, name) =`, `name +=`, `del name` */
function isTarget(token: i32, statement: i32): bool {
  if (statement !== targetsOf) {
    targetsOf = statement;
    targetsEnd = endOfTargets(statement);
  }
  if (token >= targetsEnd) return false;
  const opening = openingBefore(token, statement);
  // A bracket of a target is one that groups: `f(name)[0] = 1` and `x[name] = 1` only read the name.
  return opening < 0 || !endsOperand(kindOf(opening - 1));
}

/** The token that ends the targets of an assignment: its last `=`, its annotation's colon, its `+=`; the first token without one. */
function endOfTargets(statement: i32): i32 {
  const first = firsts.at(statement);
  const end = statementEnds.at(statement);
  const keyword = keywords.at(statement);
  if (keyword === Keyword.DEL || keyword === Keyword.CASE) return end;
  if (keyword !== 0) return first;
  let targets = first;
  for (let at = first; at < end; at = afterBrackets(at)) {
    const kind = kindOf(at);
    if (kind === Kind.COLON && targets === first) return at;
    if (kind === Kind.EQUAL || kind === Kind.AUGMENTED) targets = at;
    if (idOf(at) === Keyword.LAMBDA) break;
  }
  return targets;
}

/** The bracket of the statement that stands open before the token; -1 without one. */
function openingBefore(token: i32, statement: i32): i32 {
  const first = firsts.at(statement);
  for (let at = token - 1; at >= first; at--) {
    if (isOpening(kindOf(at))) return at;
    const partner = linkOf(at);
    if (partner >= 0 && partner < at) at = partner;
  }
  return -1;
}

function isParameter(token: i32, statement: i32): bool {
  if (keywords.at(statement) !== Keyword.DEF || !mayPrecedeParameter(kindOf(token - 1))) return false;
  const opening = openingBefore(token, statement);
  if (opening < 0 || kindOf(opening) === Kind.LEFT_BRACE) return false;
  // The list follows the name, or the type parameters that follow the name.
  const hasTypeParameters = kindOf(opening - 1) === Kind.RIGHT_BRACKET;
  const name = hasTypeParameters ? max(linkOf(opening - 1), 0) - 1 : opening - 1;
  return idOf(name - 1) === Keyword.DEF;
}

/** `for a, name in …` binds in the scope as a statement, in the brackets around it as part of a comprehension. */
function readLoopTarget(token: i32, statement: i32): bool {
  let at = token - 1;
  while (isTargetPart(kindOf(at))) at--;
  if (idOf(at) !== Keyword.FOR) return false;
  const opening = openingBefore(at, statement);
  if (opening < 0) return bind(scopes.at(statement), token);
  return bindFor(token, opening, afterBrackets(opening) - 1);
}

/** `lambda a, name=1: …` binds up to the end of the lambda. */
function readLambdaParameter(token: i32, statement: i32): bool {
  const next = kindOf(token + 1);
  if (next !== Kind.COMMA && next !== Kind.COLON && next !== Kind.EQUAL) return false;
  if (idOf(token - 1) !== Keyword.LAMBDA && !mayPrecedeParameter(kindOf(token - 1))) return false;
  const first = firsts.at(statement);
  let at = token - 1;
  while (at >= first && idOf(at) !== Keyword.LAMBDA) {
    const partner = linkOf(at);
    if (kindOf(at) === Kind.COLON || (isOpening(kindOf(at)) && partner > token)) return false;
    at = partner >= 0 && partner < at ? partner - 1 : at - 1;
  }
  return at >= first && bindFor(token, at, endOfLambda(token, statement));
}

function endOfLambda(token: i32, statement: i32): i32 {
  const end = statementEnds.at(statement);
  let at = token;
  let inBody = false;
  for (; at < end; at = afterBrackets(at)) {
    const kind = kindOf(at);
    if (isClosing(kind) || (inBody && kind === Kind.COMMA)) break;
    if (kind === Kind.COLON) inBody = true;
  }
  return at - 1;
}

function mayPrecedeParameter(kind: i32): bool {
  return kind === Kind.LEFT_PARENTHESIS || kind === Kind.COMMA || kind === Kind.STAR || kind === Kind.DOUBLE_STAR;
}

function isTargetPart(kind: i32): bool {
  const isOpen = kind === Kind.LEFT_PARENTHESIS || kind === Kind.LEFT_BRACKET;
  return isOpen || kind === Kind.NAME || kind === Kind.COMMA || kind === Kind.STAR;
}

function endsOperand(kind: i32): bool {
  return kind === Kind.NAME || isClosing(kind);
}

function isOpening(kind: i32): bool {
  return kind >= Kind.LEFT_PARENTHESIS && kind <= Kind.LEFT_BRACE;
}

function isClosing(kind: i32): bool {
  return kind >= Kind.RIGHT_PARENTHESIS && kind <= Kind.RIGHT_BRACE;
}
