import { Worker } from 'node:worker_threads';
import { afterIdle, type IdleTime } from '../idle-time.js';
import type { TaskAnswer, TaskMessage } from './serve-tasks.js';

export interface TaskOptions {
  readonly signal: AbortSignal;
  /** Goes before waiting tasks that are not urgent: somebody is typing. */
  readonly urgent?: boolean;
  /** A task that may run long is ended with its worker when it is aborted; a short one is left to finish unheard. */
  readonly endWorkerOnAbort?: boolean;
  /** Where so many workers are at work, the task waits for one of them; as many as the pool has when absent. */
  readonly workers?: number;
  /** What the worker gets for itself, instead of a copy. */
  readonly transfer?: readonly ArrayBuffer[];
}

interface WaitingTask {
  readonly kind: string;
  readonly request: unknown;
  readonly options: TaskOptions;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly onAbort: () => void;
}

interface PooledWorker {
  readonly worker: Worker;
  task: WaitingTask | undefined;
  /** Takes back that the worker ends when nothing comes for so long. */
  stayIdle: (() => void) | undefined;
}

type RequestOf<Task> = Task extends { readonly request: infer Request } ? Request : never;
type ResultOf<Task> = Task extends { readonly result: infer Result } ? Result : never;

/** Worker threads that start when there is work for them, one task at a time each. Waiting tasks stay here, so nothing piles up in a worker. */
export class WorkerPool<Tasks> {
  private readonly workers = new Set<PooledWorker>();
  private readonly waiting: WaitingTask[] = [];
  private nextId = 1;
  private disposed = false;

  constructor(
    private readonly script: string,
    readonly size: number,
    /** Workers stay when absent. */
    private readonly idle?: IdleTime,
    /** What each worker gets as its `workerData`. */
    private readonly workerData?: unknown,
  ) {}

  get isStarted(): boolean {
    return this.workers.size > 0;
  }

  /** Rejects with the signal's reason when it aborts, and with an Error when the task or its worker fails. */
  async run<Kind extends keyof Tasks & string>(
    kind: Kind,
    request: RequestOf<Tasks[Kind]>,
    options: TaskOptions,
  ): Promise<ResultOf<Tasks[Kind]>> {
    options.signal.throwIfAborted();
    if (this.disposed) throw new Error('The worker pool has been disposed.');
    const result = await new Promise<unknown>((resolve, reject) => {
      const onAbort = (): void => this.abort(task);
      const task: WaitingTask = { kind, request, options, resolve, reject, onAbort };
      options.signal.addEventListener('abort', onAbort, { once: true });
      if (options.urgent) this.waiting.unshift(task);
      else this.waiting.push(task);
      this.assign();
    });
    // The worker runs the handler of this kind, whose type this is.
    return result as ResultOf<Tasks[Kind]>;
  }

  /** Starts workers before there is something to do for them, up to so many in all. */
  startWorkers(count: number): void {
    while (this.workers.size < Math.min(count, this.size)) this.start().worker.unref();
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    for (const task of this.waiting.splice(0))
      settle(task, () => task.reject(new Error('The worker pool is closing.')));
    await Promise.all([...this.workers].map((one) => this.end(one, new Error('The worker pool is closing.'))));
  }

  private assign(): void {
    while (this.waiting.length > 0) {
      const most = Math.min(this.size, this.waiting[0]?.options.workers ?? this.size);
      const free = [...this.workers].find(({ task }) => !task) ?? (this.workers.size < most ? this.start() : undefined);
      const task = free && this.waiting.shift();
      if (!free || !task) return;
      free.task = task;
      free.stayIdle?.();
      free.worker.ref();
      const message: TaskMessage = { id: this.nextId++, kind: task.kind, request: task.request };
      free.worker.postMessage(message, task.options.transfer ?? []);
    }
  }

  private start(): PooledWorker {
    const worker = new Worker(this.script, { workerData: this.workerData });
    const pooled: PooledWorker = { worker, task: undefined, stayIdle: undefined };
    worker.on('message', (answer: TaskAnswer) => this.finish(pooled, answer));
    worker.on('error', (error: Error) => void this.end(pooled, error));
    worker.on('exit', (code) => void this.end(pooled, new Error(`A language worker ended with code ${code}.`)));
    this.workers.add(pooled);
    return pooled;
  }

  private finish(pooled: PooledWorker, answer: TaskAnswer): void {
    // Of a worker that is being ended: the process must stay until it is, for somebody waits for that.
    if (!this.workers.has(pooled)) return;
    const { task } = pooled;
    pooled.task = undefined;
    // An idle worker does not keep the process alive.
    pooled.worker.unref();
    if (this.idle) {
      pooled.stayIdle = afterIdle(this.idle, () => void this.end(pooled, new Error('The worker had nothing to do.')));
    }
    if (task) {
      settle(task, () => {
        if ('error' in answer) task.reject(new Error(answer.error));
        else task.resolve(answer.result);
      });
    }
    this.assign();
  }

  private async end(pooled: PooledWorker, cause: Error): Promise<void> {
    if (!this.workers.delete(pooled)) return;
    pooled.stayIdle?.();
    const { task } = pooled;
    if (task) settle(task, () => task.reject(cause));
    await pooled.worker.terminate();
    if (!this.disposed) this.assign();
  }

  private abort(task: WaitingTask): void {
    const at = this.waiting.indexOf(task);
    if (at >= 0) this.waiting.splice(at, 1);
    const running = [...this.workers].find((one) => one.task === task);
    settle(task, () => task.reject(task.options.signal.reason as Error));
    if (running && task.options.endWorkerOnAbort) void this.end(running, new Error('The task was aborted.'));
  }
}

/** Settling a promise twice does nothing, so an answer that comes after an abort goes unheard. */
function settle({ options, onAbort }: WaitingTask, how: () => void): void {
  options.signal.removeEventListener('abort', onAbort);
  how();
}
