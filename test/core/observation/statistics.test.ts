import assert from 'node:assert/strict';
import fc from 'fast-check';
import { BucketMedians } from '../../../src/core/observation/bucket-medians.js';
import { effectInWords, effectOf } from '../../../src/core/observation/effect.js';
import { measuredMetric, medianInterval } from '../../../src/core/observation/measured.js';
import { pGreater } from '../../../src/core/observation/mann-whitney.js';
import { median } from '../../../src/core/observation/median.js';

const sorted = (values: readonly number[]): readonly number[] => [...values].sort((a, b) => a - b);
const range = (from: number, count: number): readonly number[] => Array.from({ length: count }, (_, i) => from + i);

describe('the Mann-Whitney test', () => {
  it('agrees with the exact test, whose values were counted over all orders of 15 and 15', () => {
    const shifted = (by: number) =>
      pGreater(
        range(1, 15).map((value) => value + by),
        range(1, 15),
      );
    assert.ok(Math.abs(shifted(0.5) - 0.3874) < 0.005);
    // Far out it is more careful than the exact test, never less.
    assert.ok(shifted(6.5) >= 0.000498 && shifted(6.5) < 2 * 0.000498);
    assert.ok(shifted(7.5) >= 0.0001075 && shifted(7.5) < 3 * 0.0001075);
  });

  it('is never sure of equal lists, whatever they hold', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 15, maxLength: 60 }), (values) => {
        assert.ok(pGreater(sorted(values), sorted(values)) >= 0.5);
      }),
    );
  });

  it('does not depend on the scale', () => {
    const list = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 15, maxLength: 40 });
    fc.assert(
      fc.property(list, list, (a, b) => {
        const scaled = (values: readonly number[]) => sorted(values.map((value) => 4 * value));
        assert.equal(pGreater(sorted(a), sorted(b)), pGreater(scaled(a), scaled(b)));
      }),
    );
  });
});

describe('medians of minutes', () => {
  it('drop spikes, and make nothing of a minute with too few samples', () => {
    const collector = new BucketMedians(6);
    const samples = [
      ...range(0, 12).map((i) => [i * 5000, i === 5 ? 9999 : 10] as const),
      [60_000, 7] as const,
      [120_000, 7] as const,
    ];
    const closed = samples.flatMap(([atMs, value]) => collector.add(atMs, value) ?? []);
    assert.deepEqual(closed, [{ atMs: 0, median: 10 }]);
  });

  it('is a value of the list or between two of them', () => {
    assert.deepEqual([median([3]), median([1, 2]), median([5, 1, 3])], [3, 1.5, 3]);
  });
});

describe('the effect of a migration in words', () => {
  const around = (value: number) => range(0, 40).map((i) => value + (i % 5) - 2);
  it('says how much and how sure', () => {
    const effect = (after: number) => {
      const found = effectOf(around(after), around(100));
      return found === undefined ? '' : effectInWords(found, true);
    };
    assert.match(effect(103), /^median \+3 % \(\+\d … \+\d\), no evidence of more than 10 %$/);
    assert.match(effect(150), /more than 10 % worse$/);
    assert.match(effect(80), /^median −20 %/);
  });
  it('is none without a baseline', () => assert.equal(effectOf([1], []), undefined));
});

describe('what was measured on both sides of a migration', () => {
  const list = (minLength: number) => fc.array(fc.integer({ min: 1, max: 1000 }), { minLength, maxLength: 60 });

  it('has an interval around the median from six minutes on', () => {
    fc.assert(
      fc.property(list(1), (values) => {
        const found = medianInterval(values);
        assert.ok(found);
        assert.deepEqual([found.median, found.minutes], [median(values), values.length]);
        assert.equal(found.low !== undefined, values.length >= 6);
        if (found.low !== undefined) assert.ok(found.low <= found.median && found.median <= (found.high ?? 0));
      }),
    );
    assert.equal(medianInterval([]), undefined);
  });

  it('has the intervals of the tables of ranks', () => {
    const of = (count: number) => [medianInterval(range(1, count))?.low, medianInterval(range(1, count))?.high];
    // Exact 95 % ranks: 2 and 9 of 10, 6 and 15 of 20, 22 and 39 of 60.
    assert.deepEqual(
      [of(10), of(20), of(60)],
      [
        [2, 9],
        [6, 15],
        [22, 39],
      ],
    );
  });

  it('is nothing where one side was not measured', () => {
    assert.equal(measuredMetric('responseMs', { before: [1, 2], after: [] }), undefined);
    assert.equal(measuredMetric('responseMs', { before: [0, 0], after: [1] })?.change, undefined);
  });
});
