// The agent constructed and called method by method, with arguments from its text.
import { Constructed, revived } from './constructed.mjs';
import { STEPS } from './scenario.mjs';

/** Steps of the clock's own numbering that belong to one method. */
const NUMBERS_PER_METHOD = 50;
/** What an agent ends with. */
export const TEARDOWNS = [
  'cleanup',
  'stop',
  'shutdown',
  'close',
  'destroy',
  'dispose',
  'terminate',
  'disconnect',
  'teardown',
];

export class Methods extends Constructed {
  /** Every method with several lists of arguments, those that end the agent last. */
  run() {
    if (!this.read()) return this.end();
    for (const [name, inputs] of Object.entries(this.request.inputs.classes)) this.#exercise(name, inputs);
    return this.end();
  }

  #exercise(name, inputs) {
    if (!this.construct(name, inputs)) return;
    const { methods } = inputs;
    this.idle();
    this.handedOver = new Set(this.request.handedOver[name] ?? []);
    const last = methods.filter((one) => TEARDOWNS.includes(one.name));
    const most = Math.max(1, Math.min(NUMBERS_PER_METHOD, Math.floor(STEPS / Math.max(1, methods.length))));
    for (const [place, method] of [...methods.filter((one) => !last.includes(one)), ...last].entries()) {
      if (this.steps.length >= STEPS && !last.includes(method)) this.leftOut.push(`${method.name}()`);
      else this.#callMethod(method, place, most);
    }
    this.agent = undefined;
    this.before = {};
  }

  #callMethod({ name, calls, isPrivate }, place, most) {
    const found = this.#found(name);
    const isOfBase = this.request.base.life.includes(name);
    // What the base takes to begin and to end is not the agent's.
    const marks = { method: name, ...(isPrivate ? { isPrivate } : {}), ...(isOfBase ? { tookMs: undefined } : {}) };
    if (found === undefined || this.handedOver.has(name) || this.#isInherited(name)) {
      this.step(`${name}()`, { ...marks, outcome: found === undefined ? { absent: true } : { inherited: true } });
      return;
    }
    for (const [turn, given] of calls.slice(0, most).entries()) {
      const shown = given.map((one) => JSON.stringify(one)).join(', ');
      const end = this.call(
        `${name}(${shown})`,
        () => found.apply(this.agent, given.map(revived)),
        marks,
        100 + place * NUMBERS_PER_METHOD + turn,
      );
      if (end === undefined) return;
    }
  }

  /** The method, also under the name that a migration gives it when the base has one of that name. */
  #found(name) {
    const found =
      this.agent[`own${name[0].toUpperCase()}${name.slice(1)}`] ?? this.agent[`_own_${name}`] ?? this.agent[name];
    return typeof found === 'function' ? found : undefined;
  }

  /** Whether it is the base's own, not the agent's. */
  #isInherited(name) {
    if (!this.request.base.isNeeded) return false;
    const base = Object.getPrototypeOf(Object.getPrototypeOf(this.agent));
    return !Object.hasOwn(Object.getPrototypeOf(this.agent), name) && base !== null && name in base;
  }
}
