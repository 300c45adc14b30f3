import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anyFile, migrateAndRollBack } from '../../support/store/byte-fidelity.js';

// A sample; `npm run test:crash` makes ten thousand files.
describe('migrating and rolling back', function () {
  this.timeout(60_000);

  it('gives back any file byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(anyFile, async (content) => {
        assert.equal(await migrateAndRollBack(content), content);
      }),
      { numRuns: 150 },
    );
  });

  it('keeps what was added at the end since, and gives back the rest byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(anyFile, async (content) => {
        const edit = (text: string): string => `${text}\nadded = 1`;
        assert.equal(await migrateAndRollBack(content, edit), edit(content));
      }),
      { numRuns: 150 },
    );
  });
});
