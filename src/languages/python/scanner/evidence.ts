import { isCapital, LETTER_A, LETTER_T, UNDERSCORE } from './characters';
import { ARGUMENT, METHOD, SUPER } from './interests';
import * as Keyword from './keywords';
import * as Kind from './kinds';
import { IntegerList } from './lists';
import { isCapitalized, nameCount, wordCount } from './names';
import { firsts, keywords, statementCount, statementEnds } from './statements';
import { unitAt } from './text';
import { forgetTargets, readStore } from './stores';
import { endOf, idOf, kindOf, startOf } from './tokens';
import { LOAD, USE_SIZE } from './use-kinds';
import { noteUse, uses } from './uses';

/** Places worth a look, token and statement in turn. Calls of methods that count, by the name of the method. */
export const calls = new IntegerList();
/** Keyword arguments that count. */
export const given = new IntegerList();
/** Strings that may be a module, a class, a provider or a request, by their length and letters. */
export const strings = new IntegerList();
/** For each name that begins with a capital letter a token of that name; words of the vocabulary are none of them. */
export const capitalized = new IntegerList();
/** The tokens of calls of `super`. */
export const supers = new IntegerList();
/** Statements `name = tracked…`. */
export const aliases = new IntegerList();

const SHORTEST_STRING: i32 = 5;
const LONGEST_STRING: i32 = 120;
const LONGEST_REQUEST: i32 = 20;
const SLASH: i32 = 47;
const LETTER_G: i32 = 103;
const LETTER_H: i32 = 104;
const LETTER_Y: i32 = 121;

/** METHOD, ARGUMENT and BLOCKING of each word of the vocabulary. */
let interests: usize = 0;
/** Number of NAME tokens. */
let namesSeen: i32 = 0;

/** 1 for each id of a name that has been seen; then, for each that the host tracks. */
let marks: usize = 0;
let markRoom: i32 = 0;

/** Room for the interest of each of `words` words of the vocabulary. */
export function prepareInterests(words: i32): usize {
  interests = heap.alloc(words);
  return interests;
}

/** Room for a byte of each name of the text. */
export function trackedAt(): usize {
  return marks;
}

/** Finds what is evidence whatever names are bound to. */
export function findEvidence(): void {
  calls.length = 0;
  given.length = 0;
  strings.length = 0;
  supers.length = 0;
  capitalized.length = 0;
  forgetSeen();
  namesSeen = 0;
  for (let statement = 0; statement < statementCount; statement++) {
    const first = firsts.at(statement);
    const end = statementEnds.at(statement);
    for (let token = first; token < end; token++) {
      const kind = kindOf(token);
      if (kind === Kind.NAME) {
        namesSeen++;
        lookAtName(token, statement);
      } else if (kind === Kind.STRING && isNotable(token)) note(strings, token, statement);
    }
  }
  prepareUses();
}

/** Finds where names are used that the host has marked. Takes no memory: what the host has read of the tables stays where it is. */
export function findUses(): void {
  uses.length = 0;
  aliases.length = 0;
  forgetTargets();
  for (let statement = 0; statement < statementCount; statement++) if (isAlias(firsts.at(statement))) track(statement);
  for (let statement = 0; statement < statementCount; statement++) {
    if (bindsOnly(keywords.at(statement))) continue;
    const end = statementEnds.at(statement);
    for (let token = firsts.at(statement); token < end; token++) {
      if (isTracked(token) && kindOf(token - 1) !== Kind.DOT) readUse(token, statement);
    }
  }
}

function readUse(token: i32, statement: i32): void {
  const isRead = !readStore(token, statement);
  // A target in brackets was read as a store.
  if (isRead && !(kindOf(token + 1) === Kind.EQUAL && mayBeArgument(token))) noteUse(LOAD, token, statement, 0);
}

function lookAtName(token: i32, statement: i32): void {
  const id = idOf(token);
  if (id >= wordCount()) {
    lookAtCapital(id, token);
    return;
  }
  const interest = <i32>load<u8>(interests + <usize>id);
  if (interest === SUPER && kindOf(token + 1) === Kind.LEFT_PARENTHESIS) supers.push(token);
  if ((interest & (METHOD | ARGUMENT)) === 0 || bindsOnly(keywords.at(statement))) return;
  const next = kindOf(token + 1);
  if ((interest & METHOD) !== 0 && next === Kind.LEFT_PARENTHESIS && !isDefinition(token))
    note(calls, token, statement);
  if ((interest & ARGUMENT) !== 0 && next === Kind.EQUAL && mayBeArgument(token)) note(given, token, statement);
}

function lookAtCapital(id: i32, token: i32): void {
  if (load<u8>(marks + <usize>id) !== 0) return;
  store<u8>(marks + <usize>id, 1);
  if (isCapitalized(id)) capitalized.push(token);
}

/** Statements whose names are all read before: imports and declarations. */
function bindsOnly(keyword: i32): bool {
  switch (keyword) {
    case Keyword.IMPORT:
    case Keyword.FROM:
    case Keyword.GLOBAL:
    case Keyword.NONLOCAL:
      return true;
    default:
      return false;
  }
}

function isDefinition(token: i32): bool {
  const before = idOf(token - 1);
  return before === Keyword.DEF || before === Keyword.CLASS;
}

function mayBeArgument(token: i32): bool {
  const before = kindOf(token - 1);
  return before === Kind.LEFT_PARENTHESIS || before === Kind.COMMA;
}

/** `CamelCase`, `some_agent`, `module.py`, `/health` by the letters with which they begin or end. */
function isNotable(token: i32): bool {
  const start = startOf(token);
  const end = endOf(token);
  const size = end - start;
  if (size < SHORTEST_STRING || size > LONGEST_STRING) return false;
  const first = unitAt(start + 1);
  if (isCapital(first)) return true;
  const last = unitAt(end - 2);
  return last === LETTER_T || last === LETTER_Y || (size <= LONGEST_REQUEST && mayBeRequest(first));
}

/** `/health`, `_health`, `api/health`, `get_health`, `health` */
function mayBeRequest(code: i32): bool {
  return code === SLASH || code === UNDERSCORE || code === LETTER_A || code === LETTER_G || code === LETTER_H;
}

function isAlias(first: i32): bool {
  return (
    kindOf(first) === Kind.NAME &&
    kindOf(first + 1) === Kind.EQUAL &&
    kindOf(first + 2) === Kind.NAME &&
    isTracked(first + 2)
  );
}

function isTracked(token: i32): bool {
  return load<u8>(marks + <usize>idOf(token)) === 1;
}

function track(statement: i32): void {
  store<u8>(marks + <usize>idOf(firsts.at(statement)), 1);
  aliases.push(statement);
}

function note(list: IntegerList, token: i32, statement: i32): void {
  list.push(token);
  list.push(statement);
}

function forgetSeen(): void {
  if (nameCount() > markRoom) {
    markRoom = 2 * nameCount();
    marks = heap.alloc(markRoom);
  }
  memory.fill(marks, 0, nameCount());
}

/** Makes room, so that finding uses takes none. */
function prepareUses(): void {
  uses.reserve(USE_SIZE * namesSeen);
  aliases.reserve(statementCount);
}
