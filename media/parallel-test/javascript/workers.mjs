// Worker threads: their code runs here, in modules of its own, and both sides hear each other in turns.
import { EventEmitter } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { MOMENT_MS, sleep, soon } from './clock.mjs';
import { Resource, record, recordedAs } from './recording.mjs';
import { inThread, threadName } from './turns.mjs';
import { ANSWER, world } from './world.mjs';

/** One end of a channel; what is posted arrives at the other one as a copy. */
class Port extends EventEmitter {
  isClosed = false;

  constructor(name) {
    super();
    this.name = name;
  }

  [recordedAs]() {
    return { '~': 'socket' };
  }

  postMessage(message) {
    const sent = structuredClone(message);
    if (this.isClosed || !this.other) return;
    soon(() => !this.other.isClosed && inThread(this.other.thread ?? threadName(), () => this.other.hear(sent)));
  }

  hear(message) {
    this.emit('message', message);
    this.onmessage?.({ data: message });
  }

  addEventListener(name, listener) {
    this.on(name, (data) => listener({ data }));
  }

  close() {
    this.isClosed = true;
  }
  start() {}
  ref() {}
  unref() {}
}

class MessageChannel {
  constructor() {
    [this.port1, this.port2] = [new Port('port'), new Port('port')];
    [this.port1.other, this.port2.other] = [this.port2, this.port1];
  }
}

/** `node:worker_threads` as one of the threads sees it; `start` runs a module as a thread of its own. */
export function workerThreads(start, { parentPort = null, workerData = null } = {}) {
  let number = 0;

  class Worker extends EventEmitter {
    constructor(file, options = {}) {
      super();
      const place = path.resolve(
        world.workspace,
        file instanceof URL || /^file:/.test(file) ? fileURLToPath(file) : String(file),
      );
      this.threadId = ++number;
      this.label = options.eval ? 'worker' : `worker ${path.basename(place)}`;
      record('thread', this.label, null);
      this.resource = new Resource('worker', this.label);
      this.inside = new Port(this.label);
      this.inside.thread = this.label;
      this.inside.other = { hear: (message) => this.emit('message', message), isClosed: false };
      this.isRun = !options.eval && place in world.sources;
      soon(() => this.emit('online'));
      if (this.isRun)
        inThread(this.label, () =>
          start(place, { parentPort: this.inside, workerData: structuredClone(options.workerData ?? null) }, (error) =>
            this.#failed(error),
          ),
        );
    }

    [recordedAs]() {
      return { '~': `Thread ${this.label}` };
    }

    #failed(error) {
      soon(() => this.emit('error', error));
    }

    postMessage(message) {
      record('send', this.label, message);
      const sent = structuredClone(message);
      if (this.inside.isClosed) return;
      // A worker whose code is not known answers like everybody else out there.
      if (!this.isRun) return void (world.isPopulated && soon(() => this.emit('message', { ...ANSWER })));
      soon(() => !this.inside.isClosed && inThread(this.label, () => this.inside.hear(sent)));
    }

    async terminate() {
      await sleep(MOMENT_MS);
      if (!this.inside.isClosed) {
        this.inside.isClosed = true;
        this.resource.close();
        soon(() => this.emit('exit', 1));
      }
      return 1;
    }

    ref() {}
    unref() {}
  }

  return {
    ...{
      isMainThread: parentPort === null,
      parentPort,
      workerData,
      threadId: parentPort === null ? 0 : 1,
      Worker,
      MessageChannel,
      MessagePort: Port,
    },
    ...{
      BroadcastChannel: Port,
      resourceLimits: {},
      SHARE_ENV: Symbol('SHARE_ENV'),
      markAsUntransferable: () => undefined,
      setEnvironmentData: () => undefined,
      getEnvironmentData: () => undefined,
    },
  };
}
