import assert from 'node:assert/strict';
import { median, medianRatio, percentile, rotated } from './statistics.js';

describe("the benchmark's arithmetic", () => {
  it('takes the middle value, not the mean', () => {
    assert.equal(median([1, 100, 2]), 2);
    assert.equal(median([4, 1, 2, 100]), 3);
    assert.ok(Number.isNaN(median([])));
  });

  it('gives a percentile that was really measured', () => {
    const values = Array.from({ length: 200 }, (_, i) => 200 - i);
    assert.equal(percentile(values, 0.5), 100);
    assert.equal(percentile(values, 0.99), 198);
    assert.equal(percentile([7], 0.99), 7);
  });

  it('compares within a round, so that a slow round changes nothing', () => {
    assert.equal(medianRatio([1, 10, 1], [10, 100, 10]), 0.1);
  });

  it('gives every subject every place', () => {
    const rounds = [0, 1, 2, 3].map((round) => rotated(['a', 'b', 'c'], round).join(''));
    assert.deepEqual(rounds, ['abc', 'bca', 'cab', 'abc']);
  });
});
