import type { Bindings } from './bindings.js';
import type { PythonSource } from './source.js';
import { afterBrackets } from './tokens/token-table.js';
import * as Keyword from './scanner/keywords.js';
import * as Kind from './tokens/kinds.js';

/** Tells binding a name from using it, for the few names that are tracked. */
export class StoreReader {
  private statement = -1;
  /** Names before this token of the current statement may be assignment targets. */
  private targetsEnd = -1;

  constructor(
    private readonly source: PythonSource,
    private readonly bindings: Bindings,
  ) {}

  /** Records the binding that the name at `token` makes, if it makes one, and says whether it does. */
  readStore(token: number, statement: number): boolean {
    const { source, bindings } = this;
    const { kinds, ids } = source.tokens;
    const id = ids[token] ?? 0;
    const before = ids[token - 1] ?? 0;
    const next = kinds[token + 1] ?? Kind.END;
    if (before === Keyword.DEF || before === Keyword.CLASS || before === Keyword.AS || next === Kind.WALRUS) {
      bindings.addOther(source.scopes.scopeOf(statement), id);
      return true;
    }
    // Only a name itself is a target; nearly every name that is tracked is used like this.
    const isOwner = next === Kind.DOT || next === Kind.LEFT_PARENTHESIS || next === Kind.LEFT_BRACKET;
    if (!isOwner && this.isTarget(token, statement)) bindings.addOther(source.scopes.scopeOf(statement), id);
    else if (this.isParameter(token, statement)) bindings.addOther(source.scopes.bodyOf(statement), id);
    else return !isOwner && (this.readLoopTarget(token, statement) || this.readLambdaParameter(token, statement));
    return true;
  }

  private enter(statement: number): void {
    this.statement = statement;
    this.targetsEnd = endOfTargets(this.source, statement);
  }

  /** `name =`, `name: T =`, `a, name =`, `(a, name) =`, `name +=`, `del name` */
  private isTarget(token: number, statement: number): boolean {
    if (statement !== this.statement) this.enter(statement);
    if (token >= this.targetsEnd) return false;
    const { kinds } = this.source.tokens;
    const opening = this.openingBefore(token);
    // A bracket of a target is one that groups: `f(name)[0] = 1` and `x[name] = 1` only read the name.
    return opening < 0 || !endsOperand(kinds[opening - 1] ?? Kind.END);
  }

  /** The bracket of the current statement that stands open before the token; -1 without one. */
  private openingBefore(token: number): number {
    const { kinds, links } = this.source.tokens;
    const first = this.source.statements.firstToken(this.statement);
    for (let at = token - 1; at >= first; at--) {
      const kind = kinds[at] ?? Kind.END;
      if (Kind.isOpening(kind)) return at;
      const partner = links[at] ?? -1;
      if (partner >= 0 && partner < at) at = partner;
    }
    return -1;
  }

  private isParameter(token: number, statement: number): boolean {
    const { source } = this;
    if (source.statements.keyword(statement) !== Keyword.DEF) return false;
    const before = source.tokens.kinds[token - 1] ?? Kind.END;
    if (!mayPrecedeParameter(before)) return false;
    const opening = this.openingBefore(token);
    const { kinds, ids } = source.tokens;
    if (opening < 0 || kinds[opening] === Kind.LEFT_BRACE) return false;
    // The list follows the name, or the type parameters that follow the name.
    const owner = kinds[opening - 1] === Kind.RIGHT_BRACKET ? (source.tokens.links[opening - 1] ?? 0) - 1 : opening - 1;
    return ids[owner - 1] === Keyword.DEF;
  }

  /** `for a, name in …` binds in the scope as a statement, in the brackets around it as part of a comprehension. */
  private readLoopTarget(token: number, statement: number): boolean {
    const { source, bindings } = this;
    const { kinds, ids } = source.tokens;
    let at = token - 1;
    while (isTargetPart(kinds[at] ?? Kind.END)) at--;
    if (ids[at] !== Keyword.FOR) return false;
    const opening = this.openingBefore(at);
    if (opening < 0) bindings.addOther(source.scopes.scopeOf(statement), ids[token] ?? 0);
    else bindings.addStretch(ids[token] ?? 0, opening, afterBrackets(source.tokens, opening) - 1);
    return true;
  }

  /** `lambda a, name=1: …` binds up to the end of the lambda. */
  private readLambdaParameter(token: number, statement: number): boolean {
    const { source } = this;
    const { kinds, ids } = source.tokens;
    const next = kinds[token + 1] ?? Kind.END;
    if (next !== Kind.COMMA && next !== Kind.COLON && next !== Kind.EQUAL) return false;
    if (ids[token - 1] !== Keyword.LAMBDA && !mayPrecedeParameter(kinds[token - 1] ?? Kind.END)) return false;
    const first = source.statements.firstToken(statement);
    let at = token - 1;
    while (at >= first && ids[at] !== Keyword.LAMBDA) {
      const kind = kinds[at] ?? Kind.END;
      const partner = source.tokens.links[at] ?? -1;
      if (kind === Kind.COLON || (Kind.isOpening(kind) && partner > token)) return false;
      at = partner >= 0 && partner < at ? partner - 1 : at - 1;
    }
    if (at < first) return false;
    this.bindings.addStretch(ids[token] ?? 0, at, this.endOfLambda(token, statement));
    return true;
  }

  private endOfLambda(token: number, statement: number): number {
    const { source } = this;
    const { kinds } = source.tokens;
    const end = source.statements.endToken(statement);
    let at = token;
    let inBody = false;
    for (; at < end; at = afterBrackets(source.tokens, at)) {
      const kind = kinds[at] ?? Kind.END;
      if (Kind.isClosing(kind) || (inBody && kind === Kind.COMMA)) break;
      if (kind === Kind.COLON) inBody = true;
    }
    return at - 1;
  }
}

/** Records `global` and `nonlocal`, which hold for a whole scope and so must be known before anything is bound in it. */
export function readDeclarations({ statements, scopes, tokens }: PythonSource, bindings: Bindings): void {
  for (let statement = 0; statement < statements.count; statement++) {
    const keyword = statements.keyword(statement);
    if (keyword !== Keyword.GLOBAL && keyword !== Keyword.NONLOCAL) continue;
    const elsewhere = keyword === Keyword.GLOBAL ? 'global' : 'nonlocal';
    const end = statements.endToken(statement);
    for (let at = statements.firstToken(statement) + 1; at < end; at++) {
      if (tokens.kinds[at] !== Kind.NAME) continue;
      bindings.addDeclaration(scopes.scopeOf(statement), tokens.ids[at] ?? 0, elsewhere);
    }
  }
}

const mayPrecedeParameter = (kind: number): boolean =>
  kind === Kind.LEFT_PARENTHESIS || kind === Kind.COMMA || kind === Kind.STAR || kind === Kind.DOUBLE_STAR;

const isTargetPart = (kind: number): boolean =>
  kind === Kind.NAME ||
  kind === Kind.COMMA ||
  kind === Kind.STAR ||
  kind === Kind.LEFT_PARENTHESIS ||
  kind === Kind.LEFT_BRACKET;

const endsOperand = (kind: number): boolean => kind === Kind.NAME || Kind.isClosing(kind);

/** The token that ends the targets of an assignment: its last `=`, its annotation's colon, its `+=`; the first token without one. */
function endOfTargets(source: PythonSource, statement: number): number {
  const { tokens, statements } = source;
  const first = statements.firstToken(statement);
  const keyword = statements.keyword(statement);
  if (keyword === Keyword.DEL) return statements.endToken(statement);
  if (keyword === Keyword.CASE) return statements.endToken(statement);
  if (keyword !== 0) return first;
  const end = statements.endToken(statement);
  let targetsEnd = first;
  for (let at = first; at < end; at = afterBrackets(tokens, at)) {
    const kind = tokens.kinds[at];
    if (kind === Kind.COLON && targetsEnd === first) return at;
    if (kind === Kind.EQUAL || kind === Kind.AUGMENTED) targetsEnd = at;
    if (tokens.ids[at] === Keyword.LAMBDA) break;
  }
  return targetsEnd;
}
