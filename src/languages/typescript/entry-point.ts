import type { Outline } from './outline/outline.js';
import { MODULE_SCOPE, ScopeCursor, type Scope } from './outline/scope-table.js';
import type { TypeScriptSource } from './source.js';
import * as Kind from './tokens/kinds.js';
import { idOf } from './tokens/words.js';

const NEW = idOf('new');

/** Functions that start a program when they stand at the top level of a module. */
const starters = /^(?:main|bootstrap|start\w*|run\w*|init\w*)$/i;

/** Names, as known in the file, of the classes it makes an instance of when it is loaded, or in a function that starts a program. */
export function entryPointClasses(source: TypeScriptSource, outline: Outline): readonly string[] {
  const { ids, count } = source.tokens;
  const { scopes } = outline.scopes;
  const found = new Set<string>();
  const cursor = new ScopeCursor(outline.scopes);
  for (let at = 0; at < count; at++) {
    if (ids[at] !== NEW || source.kindOf(at + 1) !== Kind.NAME || source.isInType(at)) continue;
    if (isEntry(scopes[cursor.at(at)], scopes)) found.add(instantiated(source, at + 1));
  }
  return [...found];
}

/** At module level, blocks apart; in a top-level function that starts, or in one without a name that is called where it stands. */
function isEntry(scope: Scope | undefined, scopes: readonly Scope[]): boolean {
  let at = scope;
  while (at && at.kind === 'block') at = scopes[at.parent];
  if (!at || at.kind === 'module') return true;
  if (at.kind !== 'function' || (at.name !== undefined && !starters.test(at.name))) return false;
  let around = scopes[at.parent];
  while (around && around.kind === 'block') around = scopes[around.parent];
  return around === scopes[MODULE_SCOPE];
}

/** `A` or `ns.A` */
function instantiated(source: TypeScriptSource, token: number): string {
  let end = token;
  while (source.kindOf(end + 1) === Kind.DOT && source.kindOf(end + 2) === Kind.NAME) end += 2;
  return source.excerpt(token, end);
}
