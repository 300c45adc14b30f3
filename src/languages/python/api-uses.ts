import { CALLED, stepInto, type ApiNode } from './api-tree.js';
import type { Bindings, Resolution } from './bindings.js';
import { CallSite } from './call-site.js';
import type { PythonSource } from './source.js';
import { afterBrackets } from './tokens/token-table.js';
import * as Kind from './tokens/kinds.js';

/** Something in the text that may turn out to be evidence, by its token and statement. */
export interface Site {
  readonly token: number;
  readonly statement: number;
}

/** A library path that is called or handed over. */
export interface ApiUse {
  readonly node: ApiNode;
  /** The call; for a path that is only handed over, `isCall` is false and the site ends with the path. */
  readonly call: CallSite;
  readonly lastToken: number;
  readonly isCall: boolean;
}

/** Follows the chain of attributes and calls after a name through everything the name may stand for. */
export function usesFrom(source: PythonSource, site: Site, resolution: Resolution): ApiUse[] {
  return resolution.nodes.flatMap((node) => followChain(source, site, node));
}

function followChain(source: PythonSource, site: Site, start: ApiNode): ApiUse[] {
  const { tokens } = source;
  const uses: ApiUse[] = [];
  let node: ApiNode | undefined = start;
  let at = site.token;
  while (node) {
    const next = tokens.kinds[at + 1] ?? Kind.END;
    if (next === Kind.DOT && tokens.kinds[at + 2] === Kind.NAME) {
      at += 2;
      node = stepInto(node, source.nameOf(at));
    } else if (next === Kind.LEFT_PARENTHESIS) {
      const call = new CallSite(source, site.token, at + 1, site.statement);
      uses.push({ node, call, lastToken: call.lastToken, isCall: true });
      at = afterBrackets(tokens, at + 1) - 1;
      node = stepInto(node, CALLED);
    } else {
      uses.push({ node, call: new CallSite(source, site.token, at, site.statement), lastToken: at, isCall: false });
      return uses;
    }
  }
  return uses;
}

/** A statement `name = value` whose value begins with a tracked name: perhaps a further name for a library path. */
export interface Alias {
  readonly nameId: number;
  readonly value: Site;
}

/** What the statements `name = library.path` and `name = library.call()` name; the names are tracked, before anything is known of what they stand for. */
export function findAliases(source: PythonSource, found: Readonly<Int32Array>, bindings: Bindings): Alias[] {
  const { tokens, statements, scopes } = source;
  return Array.from(found, (statement) => {
    const first = statements.firstToken(statement);
    const nameId = tokens.ids[first] ?? 0;
    bindings.addOther(scopes.scopeOf(statement), nameId);
    return { nameId, value: { token: first + 2, statement } };
  });
}

/** Records what the aliases stand for; in source order, so that an alias of an alias finds its own. */
export function resolveAliases(source: PythonSource, aliases: readonly Alias[], bindings: Bindings): void {
  for (const { nameId, value } of aliases) {
    const scope = source.scopes.scopeOf(value.statement);
    for (const start of bindings.resolve(source.tokens.ids[value.token] ?? 0, scope, value.token).nodes) {
      const node = wholeValue(source, value, start);
      if (node && (node.rules.length > 0 || node.children.size > 0)) bindings.addAlias(scope, nameId, node);
    }
  }
}

/** The node that the whole right-hand side leads to; `undefined` when it is more than a chain. */
function wholeValue(source: PythonSource, site: Site, start: ApiNode): ApiNode | undefined {
  const uses = followChain(source, site, start);
  const last = uses.at(-1);
  if (last?.lastToken !== source.statements.endToken(site.statement) - 1) return undefined;
  return last.isCall ? last.node.children.get(CALLED) : last.node;
}
