// The agent started and ended by the methods that stand for that: what it has opened, it closes, and its base takes part.
import { clockMs, elapsedMs, finish } from './clock.mjs';
import { Constructed } from './constructed.mjs';
import { TEARDOWNS } from './methods.mjs';
import { CALL_MS } from './scenario.mjs';

const STARTS = ['run', 'start', 'serve', 'listen', 'launch', 'bootstrap', 'boot', 'initialize', 'init', 'connect'];
const RUNNING_MS = 5_037.1;

export class Life extends Constructed {
  /** When methods of the base, and of the agent, had come to their end. */
  #reached = new Map();
  #returned = new Map();
  /** What had passed before the base's began. */
  #began = new Map();

  run() {
    const [[name, inputs]] = Object.entries(this.request.inputs.classes);
    if (!this.read() || !this.construct(name, inputs)) return this.end();
    const kind = Object.getPrototypeOf(this.agent);
    const methods = Object.getOwnPropertyNames(kind);
    const [start, stop] = [STARTS, TEARDOWNS].map((names) => names.find((one) => methods.includes(one)));
    if (start === undefined || stop === undefined) return this.end();
    // A method that the agent had before may have taken the place of the base's; one that the migration wrote has to lead there.
    const written = methods.filter((one) => !inputs.methods.some((before) => before.name === one));
    const { life, isNeeded, healthHook } = this.request.base;
    const base = Object.getPrototypeOf(kind);
    const ours = isNeeded ? written.filter((one) => life.includes(one)) : [];
    for (const one of ours) this.#watch(base, one);
    // The base serves when the agent has started, as long as that takes.
    this.#let(start, 'from its start on', RUNNING_MS, () => this.#began.get(start));
    if (isNeeded && written.includes(healthHook)) this.#askForHealth(base, healthHook);
    this.#let(stop, 'to its end', CALL_MS);
    for (const one of [start, stop].filter((name) => ours.includes(name))) this.#judge(one);
    return this.end();
  }

  #watch(base, name) {
    const original = base[name];
    if (typeof original !== 'function') return;
    const reached = this.#reached;
    const began = this.#began;
    base[name] = async function (...given) {
      reached.set(name, Infinity);
      began.set(name, elapsedMs());
      const result = await original.apply(this, given);
      reached.set(name, clockMs());
      return result;
    };
  }

  #judge(name) {
    const reached = this.#reached.get(name);
    if (reached === undefined) this.problem ??= `${name}() never reaches that of its base`;
    else if (this.#returned.get(name) < reached) this.problem ??= `${name}() does not wait for that of its base`;
  }

  /** All that the base says of its health, the agent's answer says too. */
  #askForHealth(base, name) {
    const of = (call) => this.call(`${name}()`, call)?.returned ?? {};
    const answer = of(() => this.agent[name]());
    const missing = Object.keys(of(() => base[name].call(this.agent))).find((key) => !Object.hasOwn(answer, key));
    if (missing !== undefined) this.problem ??= `${name}() does not answer with ${missing}, as its base does`;
  }

  /** Whether the call comes back in time is no matter: the base's serves until it is told to end. */
  #let(method, title, ms, tookBefore = () => undefined) {
    this.begin();
    let tookMs;
    const work = async () => {
      await this.agent[method]();
      this.#returned.set(method, clockMs());
      tookMs = elapsedMs();
    };
    finish(() => false, ms, work);
    tookMs = tookBefore() ?? tookMs;
    this.step(title, tookMs === undefined ? {} : { tookMs });
  }
}
