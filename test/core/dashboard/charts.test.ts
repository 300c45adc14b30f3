import assert from 'node:assert/strict';
import { beforeAndAfter } from '../../../src/core/dashboard/before-after.js';
import { chartsOf } from '../../../src/core/dashboard/charts.js';
import { coverageOf } from '../../../src/core/dashboard/coverage.js';
import type { Frame } from '../../../src/core/telemetry/frame.js';
import { defaultCheckLimits } from '../../../src/core/thresholds/default-checks.js';

const minuteMs = 60_000;
const agent = 'agents/speech.py:SpeechAgent';

function frames(minutes: number, values: (minute: number) => Frame['values']): readonly Frame[] {
  return Array.from({ length: 12 * minutes }, (_, i) => ({ atMs: 5000 * i, values: values(Math.floor(i / 12)) }));
}

function charts(all: readonly Frame[], minutes: number) {
  const span = { fromMs: 0, toMs: minutes * minuteMs };
  const gpuLabels = { 'GPU-a': 'GPU 0 · H200' };
  return chartsOf(all, { span, pixels: 100, limits: defaultCheckLimits, gpuLabels });
}

describe('the charts of a dashboard', () => {
  it('draws VRAM as a share of used and free, for cards and their slices apart', () => {
    const slice = { 'gpu:GPU-a/2:usedMiB': 30, 'gpu:GPU-a/2:freeMiB': 10 };
    const all = frames(2, () => ({ 'gpu:GPU-a:usedMiB': 10, 'gpu:GPU-a:freeMiB': 30, ...slice }));
    const [vram] = charts(all, 2);
    assert.deepEqual(
      vram?.lines.map(({ label, values }) => [label, values[0]]),
      [
        ['GPU 0 · H200', 25],
        ['GPU 0 · H200 · slice 2', 75],
      ],
    );
    assert.deepEqual(
      vram.bands.map(({ level, from, to }) => [level, from, to]),
      [
        ['warning', 85, 95],
        ['critical', 95, 100],
      ],
    );
  });

  it('has no chart of what was never measured', () => {
    const all = frames(2, () => ({ 'host:load1': 1, [`agent:${agent}:responseMs`]: 20 }));
    assert.deepEqual(
      charts(all, 2).map(({ id }) => id),
      ['load', 'response'],
    );
  });

  it('counts what is missing in the middle and at the end, and says since when it was measured', () => {
    const all = frames(10, () => ({})).filter(({ atMs }) => atMs < 3 * minuteMs || atMs >= 5 * minuteMs);
    const coverage = coverageOf(all, { fromMs: -2 * minuteMs, toMs: 10 * minuteMs });
    assert.equal(coverage.sinceMs, 0);
    assert.equal(coverage.gaps, 1);
    assert.ok(Math.abs(coverage.unmeasuredShare - 2 / 10) < 0.01, String(coverage.unmeasuredShare));
    assert.equal(coverageOf(all, { fromMs: 0, toMs: 20 * minuteMs }).gaps, 2);
  });

  it('calls a history that has just begun no gap, and an empty one not measured', () => {
    const span = { fromMs: -24 * 60 * minuteMs, toMs: 10 * minuteMs };
    assert.deepEqual(
      coverageOf(
        frames(10, () => ({})),
        span,
      ),
      { sinceMs: 0, gaps: 0, unmeasuredShare: 0 },
    );
    assert.deepEqual(coverageOf([], span), { sinceMs: span.toMs, gaps: 0, unmeasuredShare: 1 });
  });
});

describe('before and after a migration', () => {
  const mark = { id: 'm-1', kind: 'migration', atMs: 60 * minuteMs, agent } as const;
  const series = `agent:${agent}:responseMs`;

  it('lays both hours over each other and says the effect in words', () => {
    const all = frames(120, (minute) => ({ [series]: (minute < 60 ? 100 : 150) + (minute % 7) }));
    const [response] = beforeAndAfter(all, mark).metrics;
    assert.equal(response?.before.length, 60);
    assert.equal(response.before[59], 103);
    assert.equal(response.after[0], 154);
    assert.match(response.effect, /^median \+4\d % .*more than 10 % worse$/);
  });

  it('says when there is too little of one side', () => {
    const all = frames(120, (minute) => (minute < 50 ? {} : { [series]: 100 }));
    const [response] = beforeAndAfter(all, mark).metrics;
    assert.equal(response?.effect, 'too little to say: 10 minutes before and 60 after, 15 of each are needed');
    assert.ok(Number.isNaN(response.before[0]));
  });
});
