// What is written down: events of each step, and values in a form that two runs can be compared in.
import { EventEmitter } from 'node:events';
import { types } from 'node:util';
import { whoActs } from './attribution.mjs';
import { threadName } from './turns.mjs';

const DEPTH = 6;
const ITEMS = 60;
const TEXT = 2000;
/** Of one kind, by one thread and to one thing, within a step: a loop makes as many as the clock lets it. */
const EVENTS_PER_SUBJECT = 100;
const LINE_NUMBER = /(\.[mc]?[jt]sx?):\d+(?::\d+)?/g;
/** Where an emitter keeps who listens: the base has listeners of its own. */
const EMITTER = new Set(['_events', '_eventsCount', '_maxListeners', 'domain']);

/** A method that says what stands for the object in a record. */
export const recordedAs = Symbol('recorded as');

/** Every resource that was opened, in order; each says whether it is open. */
export const resources = [];
let events = [];
let counts = new Map();

export class Resource {
  constructor(kind, name) {
    Object.assign(this, { kind, name, open: true, base: record('open', name, null) });
    resources.push(this);
  }

  close() {
    if (this.open) record('close', this.name, null);
    this.open = false;
  }
}

/** Writes an event down; whether it is the base's. */
export function record(kind, subject, detail) {
  const thread = threadName();
  const base = whoActs() === 'base';
  const sort = JSON.stringify([kind, subject, thread, base]);
  const count = (counts.get(sort) ?? 0) + 1;
  counts.set(sort, count);
  if (count <= EVENTS_PER_SUBJECT) events.push({ kind, subject, detail: canonical(detail), base, thread });
  return base;
}

export function takeEvents() {
  const taken = events;
  [events, counts] = [[], new Map()];
  return taken;
}

/** Text without what differs from one run to the next: a migration moves lines. */
export const textOf = (text) => (text.length <= TEXT ? text : `${text.slice(0, TEXT)}…`).replace(LINE_NUMBER, '$1:…');

export function messageOf(error) {
  try {
    if (!types.isNativeError(error)) return { type: 'thrown', message: JSON.stringify(canonical(error)) };
    return { type: String(error.name), message: textOf(String(error.message)) };
  } catch {
    return { type: 'Error', message: '' };
  }
}

/** A body or message by what it means: JSON as its value, text as text. */
export function payload(data) {
  const text =
    typeof data === 'string' ? data : types.isUint8Array(data) ? Buffer.from(data).toString('utf8') : undefined;
  if (text === undefined) return canonical(data);
  try {
    return canonical(JSON.parse(text));
  } catch {
    return textOf(text);
  }
}

/** Plain data that says the same of equal values in two processes. */
export function canonical(value, depth = DEPTH, seen = []) {
  switch (typeof value) {
    case 'undefined':
      return { '~': 'undefined' };
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : { '~number': String(value) };
    case 'bigint':
      return { '~bigint': String(value) };
    case 'string':
      return textOf(value);
    case 'symbol':
      return { '~symbol': value.description ?? '' };
  }
  if (value === null) return null;
  if (typeof value === 'function' || typeof value === 'object') {
    const own = ownForm(value);
    if (own !== undefined) return own;
  }
  if (typeof value === 'function') return { [isClass(value) ? '~class' : '~function']: value.name };
  if (depth === 0 || seen.includes(value)) return { '~': kindOf(value) };
  return compound(value, depth - 1, [...seen, value]);
}

/** Never asked of a proxy that the agent made, which would run its code. */
const ownForm = (value) => (types.isProxy(value) ? proxies.get(value) : value[recordedAs]?.());

/** What stands for proxies of the harness. */
export const proxies = new WeakMap();

const isClass = (value) => /^class\b/.test(Function.prototype.toString.call(value));
const kindOf = (value) =>
  types.isProxy(value) ? 'Proxy' : (Object.getPrototypeOf(value)?.constructor?.name ?? 'Object');

function compound(value, depth, seen) {
  const of = (item) => canonical(item, depth, seen);
  if (types.isProxy(value)) return { '~': 'Proxy' };
  if (Array.isArray(value)) return Array.from(value.slice(0, ITEMS), of);
  if (types.isMap(value)) return { '~map': [...value].slice(0, ITEMS).map(([key, item]) => [of(key), of(item)]) };
  if (types.isSet(value)) return { '~set': [...value].slice(0, ITEMS).map(of) };
  if (types.isDate(value)) return { '~date': value.getTime() || 0 };
  if (types.isRegExp(value)) return { '~pattern': String(value) };
  if (types.isUint8Array(value)) return { '~bytes': Buffer.from(value.subarray(0, 200)).toString('hex') };
  if (types.isNativeError(value)) return { '~error': messageOf(value) };
  if (types.isPromise(value)) return { '~': 'Promise' };
  const shown = Object.fromEntries(
    attributesOf(value)
      .slice(0, ITEMS)
      .map(([name, item]) => [name, of(item)]),
  );
  const kind = kindOf(value);
  return kind === 'Object' ? shown : { '~': kind, attributes: shown };
}

/** Own attributes by name, without what an emitter keeps for itself; an accessor is not asked. */
export function attributesOf(value) {
  const isEmitter = value instanceof EventEmitter;
  return Object.entries(Object.getOwnPropertyDescriptors(value))
    .filter(([name, one]) => 'value' in one && !(isEmitter && EMITTER.has(name)))
    .map(([name, one]) => [name, one.value]);
}
