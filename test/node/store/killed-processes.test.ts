import assert from 'node:assert/strict';
import { disturbSteps } from '../../support/store/killed-steps.js';
import { stepScenarios } from '../../support/store/step-scenarios.js';
import { whyNotKilled } from '../../support/store/why-not-killed.js';

// A sample of some 200 points; `npm run test:crash` goes on to thousands.
describe('processes killed at their system calls', function () {
  this.timeout(600_000);

  before(async function () {
    const reason = await whyNotKilled();
    if (reason === undefined) return;
    console.log(`      skipped: ${reason}`);
    this.skip();
  });

  it('lose no byte and tear no file, once recovered', async () => {
    const scenarios = stepScenarios().filter(({ name }) => !name.includes('20 files'));
    const trials = await disturbSteps(scenarios, { every: 16, faults: [{ fault: 'signal=KILL' }], lanes: 3 });
    assert.deepEqual(trials.damages, []);
    assert.ok(trials.points >= 180 && trials.killed >= 180, `${trials.killed} of ${trials.points} killed`);
  });

  it('would be seen to do damage by writing over the file in its place', async () => {
    const scenarios = stepScenarios().filter(({ name }) => name === 'migrate, 1 file, 3 stages');
    const only = ({ name, text }: { readonly name: string; readonly text: string }): boolean =>
      name === 'fchmod' && text.includes('agent_0.py');
    const faults = [{ fault: 'signal=KILL' as const }];
    assert.notDeepEqual(
      (await disturbSteps(scenarios, { every: 1, faults, lanes: 1, only, wrong: 'in place' })).damages,
      [],
    );
  });
});
