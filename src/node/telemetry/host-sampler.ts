import { Worker } from 'node:worker_threads';
import type { HostSample } from '../../core/telemetry/telemetry-sample.js';

type Answer = { readonly sample: HostSample } | { readonly error: string };

/** Host CPU, memory and load from a worker thread that starts with the first sample. */
export class HostSampler {
  private worker: Worker | undefined;

  constructor(private readonly workerPath: string) {}

  sample(signal: AbortSignal): Promise<HostSample> {
    const worker = (this.worker ??= this.start());
    return new Promise((resolve, reject) => {
      const settle = (done: () => void): void => {
        worker.unref();
        worker.off('message', onMessage);
        worker.off('error', onError);
        worker.off('exit', onExit);
        signal.removeEventListener('abort', onAbort);
        done();
      };
      const onMessage = (answer: Answer): void =>
        settle(() => ('sample' in answer ? resolve(answer.sample) : reject(new Error(answer.error))));
      const onError = (error: Error): void => settle(() => reject(error));
      // Ended by whoever shares it and wants no more; a crash says so by an error first.
      const onExit = (): void => settle(() => resolve(this.sample(signal)));
      const onAbort = (): void => settle(() => reject(new DOMException('Sampling was stopped.', 'AbortError')));
      // Held only while an answer is due: a command that waits must live, an idle monitor must not keep it alive.
      worker.ref();
      worker.on('message', onMessage);
      worker.on('error', onError);
      worker.on('exit', onExit);
      signal.addEventListener('abort', onAbort, { once: true });
      worker.postMessage('sample');
    });
  }

  dispose(): void {
    void this.worker?.terminate();
    this.worker = undefined;
  }

  private start(): Worker {
    const worker = new Worker(this.workerPath);
    // A crashed worker is replaced at the next sample; one that was replaced before it has ended is no longer ours.
    worker.once('exit', () => {
      if (this.worker === worker) this.worker = undefined;
    });
    return worker;
  }
}
