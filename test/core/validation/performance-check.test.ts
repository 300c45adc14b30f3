import assert from 'node:assert/strict';
import fc from 'fast-check';
import { performanceCheck, type SpeedOutcome } from '../../../src/core/validation/performance-check.js';

const measured = (legacy: readonly number[], migrated: readonly number[]): SpeedOutcome => {
  return { kind: 'measured', legacy, migrated, isTime: true };
};
const noisy = [100, 103, 98, 101, 107, 99, 102, 100, 105, 97, 101, 100];
const times = (factor: number): readonly number[] => noisy.map((one) => one * factor);

describe('the performance check', () => {
  it('fails what is clearly more than a tenth slower, and says by how much', () => {
    const check = performanceCheck(measured(noisy, times(1.3)), 'agents/a.py');
    assert.equal(check.status, 'fail');
    assert.match(check.detail, /time over 12 rounds: median \+30 %.*more than 10 % worse/u);
    assert.equal(check.findings[0]?.path, 'agents/a.py');
  });

  it('passes what is as fast, or slower by less than a tenth', () => {
    for (const factor of [0.5, 1, 1.05]) {
      const check = performanceCheck(measured(noisy, times(factor)), 'agents/a.py');
      assert.equal(check.status, 'pass', check.detail);
    }
    assert.match(performanceCheck(measured(noisy, noisy), 'a.py').detail, /no evidence of more than 10 %/u);
  });

  it('takes no chance for a fact: the same numbers in another order never fail', () => {
    const numbers = fc.array(fc.double({ min: 1, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(numbers, (values) => {
        assert.notEqual(performanceCheck(measured(values, [...values].reverse()), 'a.py').status, 'fail');
      }),
    );
  });

  it('fails a command that only the migrated version breaks, and is skipped where nothing was measured', () => {
    const broken = performanceCheck({ kind: 'fails-now', message: 'probe ends with exit code 1' }, 'a.py');
    assert.deepEqual([broken.status, broken.detail], ['fail', 'probe ends with exit code 1']);
    const unknown = performanceCheck({ kind: 'unknown', reason: 'probe cannot be started' }, 'a.py');
    assert.deepEqual([unknown.status, unknown.detail], ['skipped', 'probe cannot be started']);
    assert.equal(performanceCheck(measured([0, 0], [0, 0]), 'a.py').status, 'skipped');
  });
});
