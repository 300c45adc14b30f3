// Runs in a worker thread: systeminformation takes tens of milliseconds to load and reads files as it measures.
import os from 'node:os';
import { parentPort } from 'node:worker_threads';
import { currentLoad, mem } from 'systeminformation';
import type { HostSample } from '../../core/telemetry/telemetry-sample.js';
import { ok, type Reading, unsupported } from '../../core/telemetry/reading.js';

const bytesPerMiB = 1024 * 1024;

async function measureHost(): Promise<HostSample> {
  const [load, memory] = await Promise.all([currentLoad(), mem()]);
  return {
    cpuPercent: finite(load.currentLoad),
    // "active" leaves out caches that the system gives back on demand.
    memoryUsedMiB: finite(memory.active / bytesPerMiB),
    memoryTotalMiB: finite(memory.total / bytesPerMiB),
    load1: process.platform === 'win32' ? unsupported : finite(os.loadavg()[0] ?? Number.NaN),
    cpuCount: os.cpus().length,
  };
}

function finite(value: number): Reading {
  return Number.isFinite(value) ? ok(value) : unsupported;
}

parentPort?.on('message', () => {
  measureHost().then(
    (sample) => parentPort?.postMessage({ sample }),
    (error: unknown) => parentPort?.postMessage({ error: String(error) }),
  );
});
