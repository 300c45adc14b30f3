import assert from 'node:assert/strict';
import { rollBackOnFullDisk, tryMigrationsOnFullDisks } from '../../support/store/full-disk.js';

describe('a full disk', function () {
  this.timeout(60_000);

  it('damages no file, however little room is left', async () => {
    const { trials, migrated, refused, damages } = await tryMigrationsOnFullDisks(128 * 1024);
    assert.deepEqual(damages, []);
    assert.ok(migrated > 0 && refused > 0 && trials === migrated + refused);
  });

  it('does not keep a migration from being rolled back', async () => {
    assert.deepEqual(await rollBackOnFullDisk(), { status: 'restored', isOriginal: true });
  });
});
