import assert from 'node:assert/strict';
import { calmestHours, emptyWeek, withFrames } from '../../../src/core/schedule/hours-of-week.js';
import type { Frame } from '../../../src/core/telemetry/frame.js';

const hourMs = 3_600_000;
const hourOf = (atMs: number): number => Math.floor(atMs / hourMs) % 168;

/** One sample each ten seconds of an hour. */
function hour(index: number, load: number, freeMiB?: number): readonly Frame[] {
  const gpu = freeMiB === undefined ? {} : { 'gpu:GPU-1:freeMiB': freeMiB };
  const values = { 'host:load1': load * 2, 'host:cpuCount': 2, ...gpu };
  return Array.from({ length: 360 }, (_, at) => ({ atMs: index * hourMs + at * 10_000 + 1, values }));
}

describe('the hours of the week', () => {
  it('are put in order by what was measured, with how much that was', () => {
    const week = withFrames(emptyWeek, [...hour(1, 0.8), ...hour(2, 0.1, 900), ...hour(3, 0.1, 8_000)], hourOf);
    const [first, second, third] = calmestHours(week, 3);
    assert.deepEqual([first?.hour, second?.hour, third?.hour], [3, 2, 1]);
    assert.deepEqual([first?.samples, first?.weeks, first?.leastFreeVramMiB], [360, 1, 8_000]);
    assert.ok(Math.abs((third?.meanLoadPerCore ?? 0) - 0.8) < 1e-9);
  });

  it('take each frame in once, and count the weeks', () => {
    const frames = hour(5, 0.5);
    const once = withFrames(emptyWeek, frames, hourOf);
    assert.deepEqual(withFrames(once, frames, hourOf), once);
    const twice = withFrames(once, hour(5 + 168, 0.1), hourOf);
    const [only] = calmestHours(twice, 9);
    assert.deepEqual([only?.samples, only?.weeks], [720, 2]);
    assert.ok(Math.abs((only?.meanLoadPerCore ?? 0) - 0.3) < 1e-9);
  });

  it('say nothing of an hour that was hardly measured', () => {
    assert.deepEqual(calmestHours(withFrames(emptyWeek, hour(1, 0.1).slice(0, 119), hourOf), 9), []);
    assert.equal(calmestHours(withFrames(emptyWeek, hour(1, 0.1).slice(0, 120), hourOf), 9).length, 1);
  });
});
