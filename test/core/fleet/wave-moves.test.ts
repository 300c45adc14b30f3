import assert from 'node:assert/strict';
import fc from 'fast-check';
import { moved, type OrderedUnit } from '../../../src/core/fleet/wave-moves.js';

const unit = (id: number, ...needs: readonly number[]): OrderedUnit => ({ unit: id, needs: new Set(needs) });
const ids = (waves: readonly (readonly OrderedUnit[])[]) => waves.map((wave) => wave.map((one) => one.unit));

/** The numbers of the waves that a unit can be moved to. */
const roomOf = (waves: readonly (readonly OrderedUnit[])[], one: OrderedUnit): readonly number[] =>
  [1, 2, 3, 4, 5].filter((to) => moved(waves, one, to) !== waves);

describe('moving an agent to another wave', () => {
  const [canary, base, user, other] = [unit(1), unit(2), unit(3, 2), unit(4)];
  const waves = [[canary], [base, other], [user]];

  it('keeps it behind what it needs and before what needs it', () => {
    assert.deepEqual(roomOf(waves, user), [4]);
    assert.deepEqual(roomOf(waves, base), [1]);
    assert.deepEqual(ids(moved(waves, user, 2)), ids(waves));
    assert.deepEqual(ids(moved(waves, base, 3)), ids(waves));
  });

  it('opens a last wave, and drops one that is left empty', () => {
    assert.deepEqual(ids(moved(waves, other, 4)), [[1], [2], [3], [4]]);
    assert.deepEqual(ids(moved(waves, user, 4)), [[1], [2, 4], [3]]);
    assert.deepEqual(ids(moved(waves, other, 3)), [[1], [2], [3, 4]]);
  });

  it('makes another canary, which moves alone before the one that was chosen', () => {
    assert.deepEqual(ids(moved(waves, base, 1)), [[2], [1], [4], [3]]);
    assert.deepEqual(roomOf(waves, canary), []);
  });

  it('never breaks the order, whatever is moved where', () => {
    const moves = fc.array(fc.tuple(fc.nat({ max: 11 }), fc.integer({ min: 0, max: 14 })), { maxLength: 20 });
    const needs = fc.array(fc.tuple(fc.nat({ max: 11 }), fc.nat({ max: 11 })), { maxLength: 24 });
    fc.assert(
      fc.property(moves, needs, (wishes, edges) => {
        const units = Array.from({ length: 12 }, (_, id) =>
          unit(id, ...edges.filter(([a, b]) => a === id && b < id).map(([, b]) => b)),
        );
        let plan: readonly (readonly OrderedUnit[])[] = units.map((one) => [one]);
        for (const [index, to] of wishes) {
          const one = units[index];
          if (one) plan = moved(plan, one, to);
        }
        const waveOf = new Map(plan.flatMap((wave, at) => wave.map((one) => [one.unit, at] as const)));
        assert.equal(waveOf.size, units.length);
        assert.ok(plan.every((wave) => wave.length > 0) && plan[0]?.length === 1);
        for (const one of units)
          for (const needed of one.needs) assert.ok((waveOf.get(needed) ?? 0) < (waveOf.get(one.unit) ?? 0));
      }),
    );
  });
});
