import { CALLED, stepInto, type ApiNode } from './api-tree.js';
import type { Bindings, Resolution } from './bindings.js';
import { CallSite } from './call-site.js';
import type { PythonSource } from './source.js';
import { afterBrackets } from './statements.js';
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

/** Records `name = library.path` and `name = library.call()` as further names of what stands on the right. */
export function readAlias(source: PythonSource, site: Site, bindings: Bindings): void {
  const { tokens, statements, scopes } = source;
  const first = statements.firstToken(site.statement);
  const isAssignment = tokens.kinds[first + 1] === Kind.EQUAL && site.token === first + 2;
  if (!isAssignment || tokens.kinds[first] !== Kind.NAME) return;
  const scope = scopes.scopeOf(site.statement);
  for (const start of bindings.resolve(tokens.ids[site.token] ?? 0, scope, site.token).nodes) {
    const node = wholeValue(source, site, start);
    if (node && (node.rules.length > 0 || node.children.size > 0))
      bindings.addAlias(scope, tokens.ids[first] ?? 0, node);
  }
}

/** The node that the whole right-hand side leads to; `undefined` when it is more than a chain. */
function wholeValue(source: PythonSource, site: Site, start: ApiNode): ApiNode | undefined {
  const uses = followChain(source, site, start);
  const last = uses.at(-1);
  if (last?.lastToken !== source.statements.endToken(site.statement) - 1) return undefined;
  return last.isCall ? last.node.children.get(CALLED) : last.node;
}
