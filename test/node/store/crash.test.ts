import assert from 'node:assert/strict';
import { anyDamage, everyPoint } from '../../support/store/crash-points.js';
import { crashScenarios } from '../../support/store/crash-scenarios.js';
import { wrongParts } from '../../support/store/wrong-parts.js';

// A sample that takes seconds; `npm run test:crash` tries every operation.
describe('crashes at the operations of the store', function () {
  this.timeout(600_000);

  it('lose no byte and tear no file', async () => {
    const counts = await everyPoint({ every: 37, cuts: 3 });
    for (const [kind, { points, damages }] of Object.entries(counts)) {
      assert.ok(points >= 40, `${kind} was tried ${points} times`);
      assert.deepEqual(damages, [], kind);
    }
  });

  const scenarios = crashScenarios().filter(({ name }) => /^(?:migrating three files|a rollback)$/u.test(name));
  for (const [name, parts] of Object.entries(wrongParts)) {
    it(`are noticed to do damage with ${name}`, async () => {
      const counts = await everyPoint({ every: 3, cuts: 6, scenarios, parts, untilDamage: true });
      assert.ok(anyDamage(counts));
    });
  }
});
