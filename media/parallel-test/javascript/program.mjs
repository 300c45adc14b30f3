// The agent started as a program, asked through its servers, ended with a signal.
import { elapsedMs, finish } from './clock.mjs';
import { instances } from './globals.mjs';
import { messageOf } from './recording.mjs';
import { CALL_MS, STEPS, Scenario } from './scenario.mjs';
import { Exit, failures } from './turns.mjs';
import { world } from './world.mjs';

const START_MS = 30_037.1;
const REQUEST_MS = 5_037.1;

export class Program extends Scenario {
  run() {
    let end;
    const start = () =>
      this.modules.run(this.request.path).then(
        () => (end = {}),
        (error) => (end = error instanceof Exit ? {} : { raised: messageOf(error) }),
      );
    this.begin();
    // Not until somebody listens: the base does that sooner than the agent did, and its timers go on meanwhile.
    finish(() => false, START_MS, start);
    if (end?.raised) {
      this.problem = `it cannot be started: ${end.raised.type}: ${end.raised.message}`;
      this.step('start', { outcome: end });
      return this.end();
    }
    this.step('start');
    const crashed = failures.length;
    if (world.exited === undefined) {
      this.#converse();
      this.idle();
      this.agent = instances[0]?.instance;
      this.begin();
      finish(
        () => false,
        CALL_MS,
        () => this.#interrupt(),
      );
    }
    this.step('end', { outcome: failures.length > crashed ? { returned: 'failed' } : { returned: null } });
    return this.end();
  }

  #interrupt() {
    const { process } = this.modules;
    const signal = ['SIGTERM', 'SIGINT', 'SIGHUP'].find((one) => process.listenerCount(one) > 0);
    if (signal) process.emit(signal, signal);
  }

  #converse() {
    const { script } = this.request.run;
    if (script !== null) {
      for (const [address, number] of script) this.#ask(address, number);
      return;
    }
    for (const server of world.listeners()) {
      let silent = 0;
      for (let number = 0; number < this.#requests.length && silent < 3 && this.steps.length < STEPS; number++) {
        silent = this.#ask(server.name, number) ? 0 : silent + 1;
      }
    }
  }

  /** Every body to every path that the text names, or to the root. */
  get #requests() {
    const { requests, routes } = this.request.inputs;
    const posts = (path, bodies) => bodies.map((body) => ({ method: 'POST', path, body }));
    if (routes.length === 0) return posts('/', requests);
    return routes.flatMap((path) => [{ method: 'GET', path }, ...posts(path, requests.slice(0, 8))]);
  }

  #ask(address, number) {
    const request = this.#requests[number];
    const server = world.listeners().find((one) => one.name === address);
    const body = request.body === undefined ? '' : ` ${JSON.stringify(request.body)}`;
    const name = `${request.method} ${request.path}${body} on ${address}`;
    this.begin();
    if (!server) {
      this.step(name, { asked: [address, number], outcome: { unheard: true } });
      return false;
    }
    const replies = () => world.replies.filter((one) => one.address === address);
    const heard = finish(
      () => replies().length > 0,
      REQUEST_MS,
      () => server.arrive(request),
    );
    const made = replies();
    const tookMs = heard ? { tookMs: elapsedMs() } : {};
    this.step(name, {
      asked: [address, number],
      outcome: { replied: made.map(({ reply }) => reply) },
      servedByBase: made.some(({ base }) => base),
      ...tookMs,
    });
    return heard;
  }
}
