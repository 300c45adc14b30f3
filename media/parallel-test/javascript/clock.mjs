// Time and chance without surprises: the clock moves only when the agent waits, every draw follows from the step it is made in.
import crypto from 'node:crypto';
import { promisify } from 'node:util';
import { record, recordedAs } from './recording.mjs';
import { inThread, turn } from './turns.mjs';
import { world } from './world.mjs';

/** The first step begins here; a step is longer than anybody waits within one, so the clock never goes back. */
const EPOCH_MS = 1_700_000_000_000;
const STEP_MS = 100_000;
/** How often the clock may move within one step. */
const EVENTS_PER_STEP = 5000;

/** What somebody else takes to answer: whoever does not wait for it is done sooner. */
export const MOMENT_MS = 1;

const RealDate = Date;
const waiting = new Set();
let nowMs = 0;
let stepBeganMs = 0;
let step = 0;
let seed = 0;
let order = 0;

export const elapsedMs = () => Math.round((nowMs - stepBeganMs) * 10) / 10;
export const clockMs = () => EPOCH_MS + step * STEP_MS + (nowMs - stepBeganMs);
export const uptimeMs = () => clockMs() - EPOCH_MS + 1000;

/** A new step; its number decides what time it is and which dice fall, so it must be the same in both versions. */
export function beginStep(number) {
  step = number;
  seed = number * 7919 + 1;
  stepBeganMs = nowMs;
  world.exited = undefined;
}

function random() {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
}

function randomBytes(size) {
  const bytes = Buffer.alloc(size);
  for (let at = 0; at < size; at++) bytes[at] = Math.floor(random() * 256);
  return bytes;
}

/** What a timer does, in the words of the agent: the method or function that it calls. */
export function purposeOf(callback) {
  const name = callback.name?.replace(/^bound /, '');
  if (name) return name;
  const text = Function.prototype.toString.call(callback);
  return (
    /this\.(#?\w+)\s*\(/.exec(text)?.[1] ??
    /(?:=>|[{;])\s*(?:await |void )*(?:\w+\.)*(\w+)\s*\(/.exec(text)?.[1] ??
    'timer'
  );
}

export class Timer {
  constructor(callback, delayMs, args, repeats) {
    Object.assign(this, { callback, args, repeats });
    this.delayMs = Math.max(1, Number(delayMs) || 1);
    this.purpose = purposeOf(callback);
    this.number = ++order;
    this.atMs = nowMs + (delayMs === undefined && !repeats ? 0 : this.delayMs);
    waiting.add(this);
  }

  [recordedAs]() {
    return { '~': this.repeats ? `Thread ${this.purpose}` : 'Timer' };
  }

  ref() {
    return this;
  }

  unref() {
    return this;
  }

  hasRef() {
    return true;
  }

  refresh() {
    this.atMs = nowMs + this.delayMs;
    waiting.add(this);
    return this;
  }

  close() {
    waiting.delete(this);
    return this;
  }

  [Symbol.toPrimitive]() {
    return this.number;
  }

  [Symbol.dispose ?? Symbol.for('dispose')]() {
    this.close();
  }
}

/** Something that happens next, such as the arrival of a message. */
export const soon = (callback, ...args) => new Timer(callback, undefined, args, false);

export function setTimeout(callback, delayMs = 1, ...args) {
  return new Timer(callback, delayMs, args, false);
}

export function setInterval(callback, delayMs = 1, ...args) {
  const timer = new Timer(callback, delayMs, args, true);
  timer.base = record('timer', timer.purpose, timer.delayMs);
  return timer;
}

export function clearTimer(timer) {
  const found = typeof timer === 'object' ? timer : [...waiting].find((one) => one.number === Number(timer));
  found?.close?.();
}

/** Timers that go on when everything is over. */
export const timersLeft = () =>
  [...waiting]
    .filter(({ repeats, delayMs }) => repeats || delayMs > 1)
    .map(({ purpose, base }) => ({ name: purpose, base: base === true }));

/** Begins with `work`, then moves the clock until `done()`, for so many milliseconds at most; whether it came to that. */
export function finish(done, ms, work) {
  turn(work);
  const until = nowMs + ms;
  for (let left = EVENTS_PER_STEP; left > 0 && !done() && world.exited === undefined; left--) {
    const next = nextBefore(until);
    if (!next) {
      nowMs = until;
      break;
    }
    nowMs = Math.max(nowMs, next.atMs);
    if (next.repeats) next.atMs = nowMs + next.delayMs;
    else waiting.delete(next);
    turn(() => inThread(next.purpose, () => next.callback(...next.args)));
  }
  return done();
}

function nextBefore(until) {
  let next;
  for (const one of waiting) {
    if (one.atMs <= until && (!next || one.atMs < next.atMs || (one.atMs === next.atMs && one.number < next.number)))
      next = one;
  }
  return next;
}

class SimulatedDate extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(clockMs());
    else super(...args);
  }

  static now() {
    return clockMs();
  }

  getTimezoneOffset() {
    return 0;
  }
}

/** `Date` may be called without `new`, and what is a date to one is a date to the other. */
const simulatedDate = new Proxy(SimulatedDate, { apply: () => new SimulatedDate().toString() });
Object.defineProperty(SimulatedDate, Symbol.hasInstance, { value: (one) => one instanceof RealDate });
Object.defineProperty(SimulatedDate, 'name', { value: 'Date' });

export const sleep = (ms, value) => new Promise((resolve) => setTimeout(() => resolve(value), ms));
Object.defineProperty(setTimeout, promisify.custom, { value: sleep });

export function setImmediate(callback, ...args) {
  return soon(callback, ...args);
}
Object.defineProperty(setImmediate, promisify.custom, {
  value: (value) => new Promise((resolve) => soon(() => resolve(value))),
});

async function* ticks(ms, value) {
  for (;;) yield await sleep(ms, value);
}

export const timers = {
  setTimeout,
  setInterval,
  setImmediate,
  clearTimeout: clearTimer,
  clearInterval: clearTimer,
  clearImmediate: clearTimer,
};
export const timerPromises = {
  ...{ setTimeout: sleep, setImmediate: (value) => setImmediate[promisify.custom](value), setInterval: ticks },
  scheduler: { wait: sleep, yield: () => sleep(1) },
};

export const simulatedPerformance = {
  ...{
    now: uptimeMs,
    timeOrigin: EPOCH_MS - 1000,
    mark: () => ({}),
    measure: () => ({ duration: 0 }),
    toJSON: () => ({}),
  },
  ...{ clearMarks: () => undefined, clearMeasures: () => undefined, getEntriesByName: () => [], getEntries: () => [] },
  ...{ eventLoopUtilization: () => ({ idle: 0, active: 0, utilization: 0 }), timerify: (one) => one },
};

const hex = (bytes) => bytes.toString('hex');
export function randomUUID() {
  const text = hex(randomBytes(16));
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-4${text.slice(13, 16)}-a${text.slice(17, 20)}-${text.slice(20, 32)}`;
}

const withCallback =
  (make) =>
  (...args) => {
    const callback = args.at(-1);
    if (typeof callback !== 'function') return make(...args);
    const made = make(...args.slice(0, -1));
    soon(callback, null, made);
    return undefined;
  };

const fill = (view) => {
  view.set?.(randomBytes(view.byteLength).subarray(0, view.length));
  return view;
};

export const simulatedCrypto = {
  ...crypto,
  randomUUID,
  randomBytes: withCallback(randomBytes),
  randomInt: withCallback((low, high) =>
    high === undefined ? Math.floor(random() * low) : low + Math.floor(random() * (high - low)),
  ),
  randomFillSync: fill,
  getRandomValues: fill,
  webcrypto: { getRandomValues: fill, randomUUID, subtle: crypto.webcrypto.subtle },
};

export function installClock() {
  globalThis.Date = simulatedDate;
  Math.random = random;
  Object.assign(globalThis, timers);
  const put = (name, value) => Object.defineProperty(globalThis, name, { configurable: true, writable: true, value });
  put('performance', simulatedPerformance);
  put('crypto', simulatedCrypto.webcrypto);
  AbortSignal.timeout = (ms) => {
    const controller = new AbortController();
    setTimeout(
      () => controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError')),
      ms,
    );
    return controller.signal;
  };
}
