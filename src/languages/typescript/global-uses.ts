import type { SignalKind } from '../../core/facts/source-facts.js';
import { CallSite } from './call-site.js';
import { openingBehind } from './chains.js';
import { saysHealth } from './evidence/health.js';
import type { SignalSite } from './signal-list.js';
import type { TypeScriptSource } from './source.js';
import * as Kind from './tokens/kinds.js';
import { idOf } from './tokens/words.js';

export interface GlobalUse extends Omit<SignalSite, 'scope'> {
  readonly kind: SignalKind;
  readonly detail: string;
}

const NEW = idOf('new');
const RETURN = idOf('return');

/** What the use of a global at `at` says; nothing for most. */
export function readGlobalUse(source: TypeScriptSource, at: number): GlobalUse | undefined {
  switch (source.nameOf(at)) {
    case 'setInterval':
      return timer(source, at);
    case 'SharedArrayBuffer':
      return source.idOf(at - 1) === NEW ? whole(source, at - 1, at, 'shared-memory') : undefined;
    case 'Atomics':
      return source.kindOf(at + 1) === Kind.DOT ? whole(source, at, at + 2, 'shared-memory') : undefined;
    case 'navigator':
      return isAdapterRequest(source, at) ? whole(source, at, at + 4, 'gpu-placement') : undefined;
    case 'process':
      return signalHandler(source, at);
    default:
      return undefined;
  }
}

function whole(source: TypeScriptSource, firstToken: number, callee: number, kind: SignalKind): GlobalUse | undefined {
  const opening = openingBehind(source, callee);
  if (opening < 0 && firstToken === callee) return undefined;
  const { lastToken } = new CallSite(source, firstToken, callee, opening);
  return { kind, detail: source.textOf(callee), firstToken, lastToken };
}

/** Stored or dropped, and whether it is there for health checks alone. */
function timer(source: TypeScriptSource, at: number): GlobalUse | undefined {
  const opening = openingBehind(source, at);
  if (opening < 0) return undefined;
  const call = new CallSite(source, at, at, opening);
  const callback = call.argument(0);
  const holder = holderOf(source, at);
  const isHealth = saysHealth(holder) || (callback !== undefined && saysHealth(call.textOf(callback)));
  return { kind: isHealth ? 'health-thread' : 'timer', detail: holder, firstToken: at, lastToken: call.lastToken };
}

/** What keeps a value, as written: the target of an assignment, or just `returned` or `passed on`; empty when it is dropped. */
function holderOf(source: TypeScriptSource, at: number): string {
  const kind = source.kindOf(at - 1);
  if (source.idOf(at - 1) === RETURN) return 'returned';
  if (kind === Kind.LEFT_PARENTHESIS || kind === Kind.COMMA || kind === Kind.COLON) return 'passed on';
  if (kind !== Kind.ASSIGN && kind !== Kind.ASSIGN_OPERATOR) return '';
  let last = at - 2;
  while (source.isInType(last) || source.kindOf(last) === Kind.COLON) last--;
  let first = last;
  while (source.kindOf(first - 1) === Kind.DOT) first -= 2;
  return source.excerpt(first, last);
}

/** `navigator.gpu.requestAdapter(` */
function isAdapterRequest(source: TypeScriptSource, at: number): boolean {
  return (
    source.nameOf(at + 2) === 'gpu' && source.nameOf(at + 4) === 'requestAdapter' && openingBehind(source, at + 4) > 0
  );
}

/** `process.on('SIGTERM', …)` */
function signalHandler(source: TypeScriptSource, at: number): GlobalUse | undefined {
  const method = source.nameOf(at + 2);
  const opening = method === 'on' || method === 'once' ? openingBehind(source, at + 2) : -1;
  if (opening < 0) return undefined;
  const call = new CallSite(source, at, at + 2, opening);
  const signal = call.string(0);
  if (signal === undefined || !/^SIG[A-Z]/.test(signal)) return undefined;
  return { kind: 'signal-handler', detail: signal, firstToken: at, lastToken: call.lastToken };
}
