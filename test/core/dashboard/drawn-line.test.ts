import assert from 'node:assert/strict';
import fc from 'fast-check';
import { drawnLine } from '../../../src/core/dashboard/drawn-line.js';
import type { Frame } from '../../../src/core/telemetry/frame.js';

/** A bucket on the way from one sample to the next. */
const between = Number.POSITIVE_INFINITY;

const value = ({ values }: Frame): number | undefined => values['x'];
const at = (seconds: number, x?: number): Frame => ({ atMs: 1000 * seconds, values: x === undefined ? {} : { x } });
const second = (count: number) => ({ fromMs: 0, toMs: 1000 * count });
const line = (frames: readonly Frame[], seconds: number, buckets: number): number[] => [
  ...drawnLine(frames, value, second(seconds), buckets),
];

describe('the line of a chart', () => {
  it('keeps the least and the most of every bucket', () => {
    const frames = [at(0, 5), at(5, 1), at(9, 9), at(10, 4)];
    assert.deepEqual(line(frames, 20, 2), [1, 9, 4, 4]);
  });

  it('goes through buckets between two samples, and begins and ends with gaps', () => {
    const [low, high, ...rest] = line([at(10, 1), at(30, 2)], 50, 5);
    assert.ok(Number.isNaN(low) && Number.isNaN(high));
    assert.deepEqual(rest.slice(0, 6), [1, 1, between, between, 2, 2]);
    assert.ok(rest.slice(6).every(Number.isNaN));
  });

  it('leaves a gap where nothing was measured for longer than the slow heartbeat', () => {
    const points = line([at(0, 1), at(60, 1), at(140, 1)], 150, 15);
    assert.ok(points.slice(2, 12).every((one) => one === between));
    assert.ok(points.slice(14, 28).every(Number.isNaN));
  });

  it('leaves a gap where only this quantity was missing, and forgives one moment', () => {
    assert.equal(line([at(0, 1), at(5), at(10, 1)], 15, 3)[2], between);
    assert.ok(Number.isNaN(line([at(0, 1), at(5), at(10), at(15, 1)], 20, 4)[2]));
  });

  it('loses no peak, at any width', () => {
    const series = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(series, fc.integer({ min: 1, max: 100 }), (all, buckets) => {
        const frames = all.map((x, i) => at(5 * i, x));
        const finite = line(frames, 5 * all.length, buckets).filter(Number.isFinite);
        assert.equal(Math.max(...finite), Math.max(...all));
        assert.equal(Math.min(...finite), Math.min(...all));
      }),
    );
  });
});
