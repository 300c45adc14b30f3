import { saysHealth, nameToken } from './evidence/health.js';
import { interestOf } from './interests.js';
import { BLOCKING } from './scanner/interests.js';
import type { SignalList, SignalSite } from './signal-list.js';
import type { PythonSource } from './source.js';
import * as Keyword from './scanner/keywords.js';
import * as Kind from './tokens/kinds.js';

const vramName = /vram|unload|evict|gpu_?mem/i;
const flagName = /running|active|alive|stop|shut_?down|terminat|exit|quit|finish|is_set|enabled/i;

/** What headers tell: methods that manage VRAM or answer health checks, coroutines, loops that run until the process ends. */
export function readOutlineSignals(source: PythonSource, signals: SignalList): void {
  for (const statement of source.scanned.definitions) readDefinition(source, statement, signals);
  for (const statement of source.scanned.loops) readLoop(source, statement, signals);
}

function readDefinition(source: PythonSource, statement: number, signals: SignalList): void {
  const { tokens, statements } = source;
  const firstToken = statements.firstToken(statement);
  const nameAt = nameToken(source, statement);
  if (tokens.kinds[nameAt] !== Kind.NAME) return;
  const name = source.nameOf(nameAt);
  const site: SignalSite = { firstToken, lastToken: nameAt, statement, inLoop: false };
  const isAsync = tokens.ids[firstToken] === Keyword.ASYNC;
  if (isAsync) signals.add('async-def', site, name);
  if (vramName.test(name)) signals.add('vram-method', site, name);
  if (saysHealth(name)) signals.add('health-check', site, name);
}

function readLoop(source: PythonSource, statement: number, signals: SignalList): void {
  const { tokens, statements } = source;
  const firstToken = statements.firstToken(statement);
  const colon = statements.endToken(statement) - 1;
  if (tokens.kinds[colon] !== Kind.COLON || colon - 1 <= firstToken) return;
  const condition = source.excerpt(firstToken + 1, colon - 1);
  const isEndless = /^(?:\(?True\)?|1)$/.test(condition);
  const runs = isEndless ? blocks(source, statement) : flagName.test(condition) && !/[<>=]/.test(condition);
  if (!runs) return;
  signals.add(
    'service-loop',
    { firstToken, lastToken: colon - 1, statement, inLoop: source.scopes.isInLoop(statement) },
    condition,
  );
}

/** Whether the body of a loop waits for something: a call that blocks, or `await`. */
function blocks({ tokens, statements }: PythonSource, statement: number): boolean {
  const end = statements.endToken(statements.lastInside(statement));
  for (let at = statements.endToken(statement); at < end; at++) {
    const id = tokens.ids[at] ?? 0;
    if (id === Keyword.AWAIT) return true;
    if (((interestOf[id] ?? 0) & BLOCKING) !== 0 && tokens.kinds[at + 1] === Kind.LEFT_PARENTHESIS) return true;
  }
  return false;
}
