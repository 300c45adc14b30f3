import type { ImportFact } from '../../core/facts/source-facts.js';
import type { PythonSource } from './source.js';
import * as Keyword from './scanner/keywords.js';
import * as Kind from './tokens/kinds.js';

/** An import as the scanner needs it: the fact, and the name it binds in which scope. */
export interface ImportBinding {
  readonly fact: ImportFact;
  readonly scope: number;
  /** Id of the name that is bound; 0 for a star import. */
  readonly localId: number;
  /** The dotted path that the bound name stands for; relative ones begin with their dots. */
  readonly target: string;
}

/** Every import of the file, those in functions, conditions and broken surroundings too; never one inside a string. */
export function readImports(source: PythonSource): ImportBinding[] {
  const { statements } = source;
  const found: ImportBinding[] = [];
  for (const statement of source.scanned.imports) {
    if (statements.keyword(statement) === Keyword.IMPORT) readImport(source, statement, found);
    else readFromImport(source, statement, found);
  }
  return found;
}

/** `import a.b, c as d` */
function readImport(source: PythonSource, statement: number, found: ImportBinding[]): void {
  const { tokens, statements } = source;
  const end = statements.endToken(statement);
  let at = statements.firstToken(statement) + 1;
  while (at < end) {
    const first = at;
    at = afterDottedName(source, at, end);
    if (at === first) return;
    const module = dottedText(source, first, at);
    const hasAlias = tokens.ids[at] === Keyword.AS && tokens.kinds[at + 1] === Kind.NAME && at + 1 < end;
    const local = hasAlias ? at + 1 : first;
    if (hasAlias) at += 2;
    const target = hasAlias ? module : source.nameOf(first);
    const part = { module, firstToken: first, lastToken: at - 1, local, target };
    found.push(bindingOf(source, statement, part));
    if (tokens.kinds[at] !== Kind.COMMA) return;
    at++;
  }
}

/** `from ..a.b import (c as d, e)`, `from a import *` */
function readFromImport(source: PythonSource, statement: number, found: ImportBinding[]): void {
  const { tokens, statements } = source;
  const { kinds, ids } = tokens;
  const end = statements.endToken(statement);
  const moduleFirst = statements.firstToken(statement) + 1;
  let at = moduleFirst;
  while (kinds[at] === Kind.DOT || kinds[at] === Kind.ELLIPSIS) at++;
  at = afterDottedName(source, at, end);
  if (at === moduleFirst || ids[at] !== Keyword.IMPORT) return;
  const module = dottedText(source, moduleFirst, at);
  for (at++; at < end; at++) {
    const kind = kinds[at] ?? Kind.END;
    if (kind === Kind.STAR) {
      found.push(
        bindingOf(source, statement, { module, symbol: '*', firstToken: at, lastToken: at, local: 0, target: module }),
      );
    } else if (kind === Kind.NAME) {
      const first = at;
      if (ids[at + 1] === Keyword.AS && kinds[at + 2] === Kind.NAME) at += 2;
      const symbol = source.nameOf(first);
      const target = module.endsWith('.') ? module + symbol : `${module}.${symbol}`;
      found.push(bindingOf(source, statement, { module, symbol, firstToken: first, lastToken: at, local: at, target }));
    } else if (kind !== Kind.COMMA && kind !== Kind.LEFT_PARENTHESIS && kind !== Kind.RIGHT_PARENTHESIS) return;
  }
}

interface ImportPart {
  readonly module: string;
  readonly symbol?: string;
  readonly firstToken: number;
  readonly lastToken: number;
  /** The token of the name that is bound; 0 for a star import. */
  readonly local: number;
  readonly target: string;
}

function bindingOf(source: PythonSource, statement: number, part: ImportPart): ImportBinding {
  const { statements, scopes } = source;
  const isStar = part.symbol === '*';
  const { module, symbol } = part;
  const local = isStar ? '*' : source.nameOf(part.local);
  const range = source.rangeOf(statements.firstToken(statement), statements.endToken(statement) - 1);
  const unconditional = !scopes.isConditional(statement);
  const fact: ImportFact =
    symbol === undefined ? { module, local, range, unconditional } : { module, symbol, local, range, unconditional };
  const localId = isStar ? 0 : (source.tokens.ids[part.local] ?? 0);
  return { fact, scope: scopes.scopeOf(statement), localId, target: part.target };
}

/** The token after the dotted name that begins at `first`; `first` itself when none does. */
function afterDottedName(source: PythonSource, first: number, end: number): number {
  const { kinds } = source.tokens;
  let at = first;
  while (at < end && kinds[at] === Kind.NAME) {
    at++;
    if (kinds[at] !== Kind.DOT || kinds[at + 1] !== Kind.NAME) break;
    at++;
  }
  return at;
}

function dottedText(source: PythonSource, first: number, end: number): string {
  const { starts, ends } = source.tokens;
  return source.text.slice(starts[first] ?? 0, ends[end - 1] ?? 0).replace(/[\s\\]+/g, '');
}
