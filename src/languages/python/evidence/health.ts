import type { PythonSource } from '../source.js';
import * as Keyword from '../scanner/keywords.js';
import * as Kind from '../tokens/kinds.js';

export const saysHealth = (text: string): boolean => /health/i.test(text);

const requestHandling = /^_*(?:handle|process|dispatch|on)_?(?:request|message|command|query|task)s?$/;

/**
 * Whether the method or function that a thread runs answers health checks and nothing else: it calls or reads something named after health,
 * receives or replies, and hands nothing to a request handler.
 */
export function answersHealth(source: PythonSource, target: string, user: number): boolean {
  const name = /^(?:self\.|cls\.)?(\w+)$/.exec(target)?.[1];
  const definition = name === undefined ? -1 : definitionOf(source, name, user);
  if (definition < 0) return false;
  const { tokens, statements } = source;
  const end = statements.endToken(statements.lastInside(definition));
  let health = false;
  let replies = false;
  for (let at = statements.endToken(definition); at < end; at++) {
    if (tokens.kinds[at] !== Kind.NAME) continue;
    const word = source.nameOf(at);
    if (requestHandling.test(word)) return false;
    if (saysHealth(word)) health = true;
    if (/^(?:recv|send|accept|serve)/.test(word)) replies = true;
  }
  return health && replies;
}

/** The `def` of that name in the class around the user, else at module level; -1 without one. */
function definitionOf(source: PythonSource, name: string, user: number): number {
  const { statements, scopes, tokens } = source;
  const id = tokens.names.find(name);
  const wanted = scopes.classAround(scopes.scopeOf(user));
  let atModule = -1;
  for (let statement = 0; statement < statements.count; statement++) {
    if (statements.keyword(statement) !== Keyword.DEF || tokens.ids[nameToken(source, statement)] !== id) continue;
    const scope = scopes.scopeOf(statement);
    if (wanted >= 0 && scopes.bodyOf(wanted) === scope) return statement;
    if (scope === 0) atModule = statement;
  }
  return atModule;
}

/** The token of the name that a `def` or `class` statement defines. */
export function nameToken({ tokens, statements }: PythonSource, statement: number): number {
  const first = statements.firstToken(statement);
  return tokens.ids[first] === Keyword.ASYNC ? first + 2 : first + 1;
}

const healthRequest = /^\/?(?:api\/)?_?(?:health|healthz|health_?check|get_?health|health_?status|ping_health)$/i;
const LONGEST_REQUEST = 20;
const LETTERS = new Set([47, 72, 104, 71, 103, 95, 97]);

/** Whether the string is a health request that code compares with or routes: `== "health_check"`, `in ("health", …)`, `@app.get("/health")`. */
export function isHealthRequest(source: PythonSource, token: number, statement: number): boolean {
  const { tokens, text, statements } = source;
  const start = tokens.starts[token] ?? 0;
  const length = (tokens.ends[token] ?? 0) - start;
  if (length < 8 || length > LONGEST_REQUEST || !LETTERS.has(text.charCodeAt(start + 1))) return false;
  if (!healthRequest.test(text.slice(start + 1, start + length - 1))) return false;
  const { kinds, ids } = tokens;
  if (kinds[token - 1] === Kind.COMPARISON || kinds[token + 1] === Kind.COMPARISON) return true;
  if (kinds[statements.firstToken(statement)] === Kind.AT || statements.keyword(statement) === Keyword.CASE)
    return true;
  let at = token - 1;
  while (kinds[at] === Kind.STRING || kinds[at] === Kind.COMMA) at--;
  return Kind.isOpening(kinds[at] ?? Kind.END) && ids[at - 1] === Keyword.IN;
}
