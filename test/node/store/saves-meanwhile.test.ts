import assert from 'node:assert/strict';
import { trySaves } from '../../support/store/savers.js';
import { checkThenRename } from '../../support/store/wrong-parts.js';

// A sample; `npm run test:crash` tries every operation.
describe('saves by other programs during a migration', function () {
  this.timeout(120_000);

  it('are never lost, whenever and however they come', async () => {
    const { trials, lost } = await trySaves({ every: 7 });
    assert.ok(trials > 120, String(trials));
    assert.deepEqual(lost, []);
  });

  it('would be seen to be lost by a check and a rename', async () => {
    assert.notEqual((await trySaves({ every: 3, parts: checkThenRename })).lost.length, 0);
  });
});
