// One turn: a piece of the agent's code and everything that its promises go on to do, ended when it computes without end.
import { AsyncLocalStorage } from 'node:async_hooks';
import vm from 'node:vm';

/** What a turn may take. */
let turnMs = 0;

export function limitTurns(ms) {
  turnMs = ms;
}

/** The agent computes without end: the run is over. */
export class Stuck extends Error {}

/** `process.exit` was called: nothing after it runs. */
export class Exit extends Error {
  name = 'Exit';
}

const tick = process._tickCallback.bind(process);
const guard = new vm.Script('globalThis[Symbol.for("agent-migrator.turn")]()');
const place = Symbol.for('agent-migrator.turn');

/** Which timer, worker or request the code that runs belongs to. */
const threads = new AsyncLocalStorage();
export const threadName = () => threads.getStore() ?? 'main';
export const inThread = (name, work) => threads.run(name, work);

/** Errors that nobody caught, with the thread they came from. */
export const failures = [];

function failed(error) {
  if (error instanceof Exit) return;
  failures.push({ thread: threadName(), error });
}
process.on('unhandledRejection', failed);
process.on('uncaughtException', failed);

/** Runs one piece of code and what follows from it at once; what it throws is a failure of its thread. */
export function turn(work) {
  Object.defineProperty(globalThis, place, {
    configurable: true,
    value: () => {
      try {
        work?.();
      } catch (error) {
        failed(error);
      }
      for (let round = 0; round < 1000; round++) {
        try {
          tick();
          return;
        } catch (error) {
          failed(error);
        }
      }
    },
  });
  try {
    guard.runInThisContext({ timeout: turnMs });
  } catch (error) {
    if (error?.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw new Stuck(`${threadName()} computes without end`);
  }
}
