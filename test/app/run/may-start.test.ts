import assert from 'node:assert/strict';
import { mayStart, type StartPorts } from '../../../src/app/run/may-start.js';
import { parseSchedule, type Schedule } from '../../../src/core/schedule/schedule.js';
import { unsupported } from '../../../src/core/telemetry/reading.js';
import type { TelemetrySample } from '../../../src/core/telemetry/telemetry-sample.js';
import type { Frame } from '../../../src/core/telemetry/frame.js';

const nowMs = 1_800_000_000_000;
const operation = { signal: new AbortController().signal };

function schedule(text: string): Schedule {
  const parsed = parseSchedule(text);
  assert.ok(parsed);
  return parsed;
}

const nothingMeasured: TelemetrySample = {
  atMs: nowMs,
  gpu: { status: 'none', text: '' },
  host: {
    cpuPercent: unsupported,
    memoryUsedMiB: unsupported,
    memoryTotalMiB: unsupported,
    load1: unsupported,
    cpuCount: 1,
  },
};

/** A machine on which every look is remembered. */
function machine(load: number, merging = false): { readonly ports: StartPorts; readonly asked: string[] } {
  const asked: string[] = [];
  const frames: readonly Frame[] = Array.from({ length: 11 }, (_, index) => ({
    atMs: nowMs - (10 - index) * 60_000,
    values: { 'host:load1': load, 'host:cpuCount': 1 },
  }));
  const ports: StartPorts = {
    observation: {
      measure: () => {
        asked.push('measure');
        return Promise.resolve({ sample: nothingMeasured, agents: [] });
      },
      history: (fromMs, toMs) => {
        asked.push('history');
        return Promise.resolve(frames.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs));
      },
    },
    obstacle: () => {
      asked.push('git');
      return Promise.resolve(merging ? { code: 'merge-in-progress', message: 'A merge is in progress.' } : undefined);
    },
    nowMs: () => nowMs,
  };
  return { ports, asked };
}

describe('a start that was scheduled', () => {
  it('measures, reads what was measured before, and asks version control last', async () => {
    const { ports, asked } = machine(0.1);
    assert.deepEqual(await mayStart(ports, schedule('load<0.5 for 10m'), operation), { start: true });
    assert.deepEqual(asked, ['measure', 'history', 'git']);
  });

  it('asks version control of nothing while the machine is busy, and measures nothing for a time of day', async () => {
    const busy = machine(3);
    const decision = await mayStart(busy.ports, schedule('load<0.5 for 10m'), operation);
    assert.deepEqual(decision, { start: false, because: 'the load per core was 3.00' });
    assert.deepEqual(busy.asked, ['measure', 'history']);
    const byTime = machine(3);
    assert.deepEqual(await mayStart(byTime.ports, schedule('00:00-24:00'), operation), { start: true });
    assert.deepEqual(byTime.asked, ['git']);
  });

  it('does not begin in a merge', async () => {
    const { ports } = machine(0.1, true);
    const decision = await mayStart(ports, schedule('load<0.5 for 10m'), operation);
    assert.deepEqual(decision, { start: false, because: 'A merge is in progress.' });
  });
});
