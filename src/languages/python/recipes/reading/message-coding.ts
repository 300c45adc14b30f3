import type { RequestLoop } from '../../../../core/contract/contract.js';
import type { PythonModule } from '../../rewrite/syntax/python-module.js';
import type { SyntaxNode } from '../../rewrite/syntax/syntax-node.js';
import { callOf, originOf, type CallSyntax } from './origins.js';

export type Payload = RequestLoop['payload'];

/** What a message is made from, and how. */
export interface Encoded {
  readonly payload: Payload;
  readonly value: SyntaxNode;
}

const sent: Readonly<Record<string, Payload>> = {
  send_json: 'json',
  send_pyobj: 'pyobj',
  send_string: 'string',
  send: 'bytes',
  send_multipart: 'multipart',
};

const received: Readonly<Record<string, Payload>> = {
  recv_json: 'json',
  recv_pyobj: 'pyobj',
  recv_string: 'string',
  recv: 'bytes',
  recv_multipart: 'multipart',
};

/** What a call of a socket by this name receives. */
export const payloadReceived = (name: string): Payload => received[name] ?? 'unknown';

/** Modules whose `loads` reads JSON. That of `orjson` writes more than the others, so that it is not among the writers. */
const jsonReaders = /^(?:json|simplejson|ujson|orjson|rapidjson)\.loads$/;
const jsonWriters = /^(?:json|simplejson|ujson)\.dumps$/;
const pickles = /^(?:pickle|cPickle|dill|cloudpickle)\.(?:loads|dumps)$/;
/** Arguments of `json.dumps` that change how the same message is spelled. */
const spellings = new Set(['ensure_ascii', 'indent', 'separators', 'sort_keys']);

/** What a call of a socket sends, and as what; `unknown` when it is made in a way that no base would repeat, such as `default=str`. */
export function encodedIn(module: PythonModule, call: CallSyntax): Encoded | undefined {
  const [value, ...more] = call.positional;
  const payload = sent[call.name];
  if (value === undefined || payload === undefined) return undefined;
  if (more.length > 0 || call.keywords.size > 0) return { payload: 'unknown', value };
  const text = payload === 'bytes' ? encodedText(module, value) : value;
  const inner = payload === 'string' || payload === 'bytes' ? callOf(module, text) : undefined;
  return (inner && writtenBy(module, inner)) ?? { payload, value };
}

/** `text` of `text.encode()`. */
function encodedText(module: PythonModule, value: SyntaxNode): SyntaxNode {
  const call = callOf(module, value);
  return call?.name === 'encode' && call.receiver !== undefined ? call.receiver : value;
}

/** `json.dumps(value)` and `pickle.dumps(value)`; `undefined` for a call that writes nothing. */
function writtenBy(module: PythonModule, call: CallSyntax): Encoded | undefined {
  const [value, ...more] = call.positional;
  if (!/^(?:dumps|packb)$/.test(call.name) || value === undefined) return undefined;
  const origin = originOf(module, call.callee) ?? '';
  const isPlain = more.length === 0 && [...call.keywords.keys()].every((name) => spellings.has(name));
  if (!isPlain) return { payload: 'unknown', value };
  if (jsonWriters.test(origin)) return { payload: 'json', value };
  return { payload: pickles.test(origin) ? 'pyobj' : 'unknown', value };
}

/** What the text or the bytes that a `loads` reads are. */
export function payloadRead(module: PythonModule, call: CallSyntax): Payload {
  const origin = originOf(module, call.callee) ?? '';
  if (call.keywords.size > 0) return 'unknown';
  if (jsonReaders.test(origin)) return 'json';
  return pickles.test(origin) ? 'pyobj' : 'unknown';
}
