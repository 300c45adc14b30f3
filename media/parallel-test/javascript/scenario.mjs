// What every scenario has in common: steps, each with what came of it, and what is left at the end.
import { beginStep, elapsedMs, finish, timersLeft } from './clock.mjs';
import { instances } from './globals.mjs';
import { attributesOf, canonical, messageOf, resources, takeEvents } from './recording.mjs';
import { Exit, failures, inThread } from './turns.mjs';
import { world } from './world.mjs';

/** Milliseconds of the simulated clock that a scenario waits for one thing, or lets pass. No timer ends on such a fraction. */
export const CALL_MS = 15_037.1;
const IDLE_MS = 65_037.1;
const END_MS = 12_037.1;
export const STEPS = 500;
/** How far into an attribute of the agent a change is looked for. */
const ATTRIBUTE_DEPTH = 3;

export class Scenario {
  steps = [];
  problem = null;
  agent = undefined;
  before = {};
  leftOut = [];
  number = 0;

  constructor(request, modules) {
    Object.assign(this, { request, modules });
  }

  /** Closes the step that ran since `begin`. */
  step(name, more = {}) {
    const made = { name, events: takeEvents(), attributes: this.#changes(), ...more };
    world.replies = [];
    this.steps.push(made);
    return made;
  }

  begin(number = this.number + 1) {
    this.number = number;
    beginStep(number);
  }

  /** One call, and what came of it. */
  call(name, work, more, number) {
    this.begin(number);
    let end;
    let tookMs;
    const run = async () => {
      try {
        end = { returned: canonical(await ended(work())) };
        tookMs = elapsedMs();
      } catch (error) {
        end = { raised: error instanceof Exit ? { type: 'exit', message: error.message } : messageOf(error) };
      }
    };
    finish(
      () => end !== undefined,
      CALL_MS,
      () => inThread('call', run),
    );
    this.step(name, { outcome: end ?? { pending: true }, ...(tookMs === undefined ? {} : { tookMs }), ...more });
    return end;
  }

  /** Lets time pass for the timers of the agent, the same for each. */
  idle() {
    this.begin();
    finish(() => false, IDLE_MS);
    this.step('while nobody asks');
  }

  /** Attributes of the agent that are new or other than after the step before. */
  #changes() {
    if (this.agent === undefined) return {};
    const seen = [this.agent];
    // To whoever reads it, an attribute without a value is one that is not there.
    const set = attributesOf(this.agent).filter(([, value]) => value !== undefined);
    const now = Object.fromEntries(set.map(([name, value]) => [name, canonical(value, ATTRIBUTE_DEPTH, seen)]));
    const changed = Object.entries(now).filter(
      ([name, value]) => JSON.stringify(this.before[name]) !== JSON.stringify(value),
    );
    const gone = Object.keys(this.before).filter((name) => !(name in now));
    this.before = now;
    return Object.fromEntries([...changed, ...gone.map((name) => [name, { '~': 'deleted' }])]);
  }

  /** What is left when everything is over. */
  end() {
    this.begin();
    finish(() => false, END_MS);
    this.step('afterwards');
    return this.trace();
  }

  trace() {
    const [base] = instances;
    return {
      steps: this.steps,
      resources: resources.map(({ kind, name, open, base }) => ({ kind, name, open, base })),
      threads: timersLeft(),
      failures: failures.map(({ thread, error }) => ({ name: thread, base: false, error: messageOf(error) })),
      baseAttributes: base && this.request.base.isNeeded ? base.fromBase : [],
      leftOut: this.leftOut,
      doubles: [...world.doubles].sort(),
      problem: this.problem,
    };
  }
}

/** What a call comes to: the first items of a generator. */
async function ended(value) {
  const made = await value;
  if (made === null || typeof made !== 'object' || typeof made.next !== 'function') return made;
  const items = [];
  for await (const item of made) if (items.push(item) === 20) break;
  return items;
}

export const wordsFor = (end) =>
  end === undefined
    ? 'it does not come to an end'
    : end.raised.message
      ? `${end.raised.type}: ${end.raised.message}`
      : end.raised.type;
