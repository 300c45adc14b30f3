import type { Argument } from '../call-site.js';
import { MODULE_SCOPE } from '../scopes.js';
import type { PythonSource } from '../source.js';
import { afterBrackets } from '../tokens/token-table.js';
import * as Keyword from '../scanner/keywords.js';
import * as Kind from '../tokens/kinds.js';

/** Assignments are followed over this many names: `device = self.device`. */
const LONGEST_TRAIL = 3;
const cudaLiteral = /^[A-Za-z]{0,2}(?:"""|'''|"|')?cuda(?::|\b)/;

/** Whether an expression visibly is, or may be, a CUDA device: by a literal in it, or by what the name it consists of is assigned. */
export function isVisiblyCuda(source: PythonSource, value: Argument, statement: number): boolean {
  return isCuda(source, value, statement, LONGEST_TRAIL);
}

function isCuda(source: PythonSource, value: Argument, statement: number, trail: number): boolean {
  const { tokens } = source;
  for (let at = value.first; at <= value.last; at++) {
    const kind = tokens.kinds[at];
    const isLiteral = kind === Kind.STRING || kind === Kind.FSTRING_MIDDLE;
    if (isLiteral && tokens.kinds[at - 1] !== Kind.COMPARISON && cudaLiteral.test(source.textOf(at))) return true;
  }
  if (trail === 0) return false;
  const isName = value.first === value.last && tokens.kinds[value.first] === Kind.NAME;
  const isAttribute = value.last === value.first + 2 && tokens.kinds[value.first + 1] === Kind.DOT;
  if (!isName && !isAttribute) return false;
  return assignmentsTo(source, value, statement).some((one) => isCuda(source, one.value, one.statement, trail - 1));
}

interface Assignment {
  readonly value: Argument;
  readonly statement: number;
}

/** What the file assigns to a name in a scope seen from the statement, or to an attribute of that name anywhere. */
function assignmentsTo(source: PythonSource, target: Argument, user: number): Assignment[] {
  const { tokens, statements } = source;
  const found: Assignment[] = [];
  for (let statement = 0; statement < statements.count; statement++) {
    const keyword = statements.keyword(statement);
    if (keyword === 0) {
      const value = assignedValue(source, target, statement);
      if (value && (target.first !== target.last || isSeen(source, source.scopes.scopeOf(statement), user))) {
        found.push({ value, statement });
      }
    } else if (keyword === Keyword.DEF && target.first === target.last) {
      const value = defaultOf(source, tokens.ids[target.first] ?? 0, statement);
      if (value && isSeen(source, source.scopes.bodyOf(statement), user)) found.push({ value, statement });
    }
  }
  return found;
}

function isSeen(source: PythonSource, scope: number, user: number): boolean {
  for (let at = source.scopes.scopeOf(user); at >= MODULE_SCOPE; at = source.scopes.parentOf(at))
    if (at === scope) return true;
  return false;
}

/** The right-hand side of `target = …` or `target: T = …`. */
function assignedValue(source: PythonSource, target: Argument, statement: number): Argument | undefined {
  const { tokens, statements } = source;
  let at = statements.firstToken(statement);
  for (let part = target.first; part <= target.last; part++, at++) {
    if (tokens.kinds[at] !== tokens.kinds[part] || tokens.ids[at] !== tokens.ids[part]) return undefined;
  }
  const end = statements.endToken(statement);
  if (tokens.kinds[at] === Kind.COLON)
    while (at < end && tokens.kinds[at] !== Kind.EQUAL) at = afterBrackets(tokens, at);
  return tokens.kinds[at] === Kind.EQUAL && at + 1 < end ? { first: at + 1, last: end - 1 } : undefined;
}

/** The default of a parameter of a `def`. */
function defaultOf(source: PythonSource, nameId: number, statement: number): Argument | undefined {
  const { tokens, statements } = source;
  const end = statements.endToken(statement);
  for (let at = statements.firstToken(statement); at < end; at++) {
    if (tokens.ids[at] !== nameId) continue;
    while (at < end && tokens.kinds[at] !== Kind.EQUAL && tokens.kinds[at] !== Kind.COMMA)
      at = afterBrackets(tokens, at);
    if (tokens.kinds[at] !== Kind.EQUAL) return undefined;
    let last = at + 1;
    while (last < end && tokens.kinds[last] !== Kind.COMMA && !Kind.isClosing(tokens.kinds[last] ?? 0)) {
      last = afterBrackets(tokens, last);
    }
    return { first: at + 1, last: last - 1 };
  }
  return undefined;
}
