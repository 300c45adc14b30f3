import assert from 'node:assert/strict';
import type { TelemetrySource } from '../../../src/app/ports/telemetry-source.js';
import { TelemetryMonitor } from '../../../src/app/telemetry/telemetry-monitor.js';
import { unsupported } from '../../../src/core/telemetry/reading.js';
import type { TelemetrySample } from '../../../src/core/telemetry/telemetry-sample.js';

const host = {
  cpuPercent: unsupported,
  memoryUsedMiB: unsupported,
  memoryTotalMiB: unsupported,
  load1: unsupported,
  cpuCount: 1,
};

/** A source whose samples end when the test says so, and a timer that fires when the test says so. */
function stage() {
  const pending: { resolve: (sample: TelemetrySample) => void; reject: (error: Error) => void }[] = [];
  const timers: { run: () => void; delayMs: number }[] = [];
  const errors: unknown[] = [];
  const source: TelemetrySource = {
    sample: () => new Promise((resolve, reject) => pending.push({ resolve, reject })),
    dispose: () => undefined,
  };
  const monitor = new TelemetryMonitor(source, {
    intervalMs: 5000,
    idleIntervalMs: 30_000,
    onError: (error) => errors.push(error),
    schedule: (run, delayMs) => {
      const timer = { run, delayMs };
      timers.push(timer);
      return { dispose: () => timers.splice(timers.indexOf(timer), 1) };
    },
  });
  const finish = async (error?: Error) => {
    const next = pending.shift();
    if (error === undefined) next?.resolve({ atMs: 1, gpu: { status: 'none', text: '' }, host });
    else next?.reject(error);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { monitor, pending, timers, errors, finish };
}

describe('the telemetry monitor', () => {
  it('starts the next sample only after the last one ended', async () => {
    const { monitor, pending, timers, finish } = stage();
    monitor.start();
    monitor.start();
    assert.deepEqual([pending.length, timers.length], [1, 0]);
    await finish();
    assert.deepEqual(
      timers.map((timer) => timer.delayMs),
      [5000],
    );
  });

  it('goes on after a failed sample', async () => {
    const { monitor, timers, errors, finish } = stage();
    monitor.start();
    await finish(new Error('the driver is gone'));
    assert.deepEqual([errors.length, timers.length], [1, 1]);
  });

  it('slows down while nobody looks and samples at once when somebody does', async () => {
    const { monitor, pending, timers, finish } = stage();
    monitor.start();
    monitor.setWatched(false);
    await finish();
    assert.equal(timers[0]?.delayMs, 30_000);
    monitor.setWatched(true);
    assert.deepEqual([pending.length, timers.length], [1, 0]);
  });

  it('is silent once disposed, even when a sample comes late', async () => {
    const { monitor, timers, finish } = stage();
    let heard = 0;
    monitor.onSample(() => (heard += 1));
    monitor.start();
    monitor.dispose();
    await finish();
    assert.deepEqual([heard, timers.length], [0, 0]);
  });
});
