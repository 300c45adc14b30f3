import assert from 'node:assert/strict';
import { Checkpoints } from '../../../src/node/store/checkpoints.js';
import { BlobHome } from '../../../src/node/store/blob-home.js';
import { sha256Of } from '../../../src/node/store/digest.js';
import type { GitCopies } from '../../../src/node/store/git-copies.js';
import { recordedDisk } from '../../support/store/recorded-disk.js';

const bytes = Buffer.from('content');
const sha256 = sha256Of(bytes);

async function twoHomes(spare: Partial<GitCopies> = {}) {
  const { disk } = await recordedDisk();
  const homes = ['/store/a', '/store/b'].map((directory) => new BlobHome(disk, directory));
  const lose = (index: number) => disk.find('/store')?.entries.delete(index === 0 ? 'a' : 'b');
  return { homes, lose, checkpoints: new Checkpoints(homes, spare as GitCopies) };
}

describe('Checkpoints', () => {
  it('are in every home, and found in any of them', async () => {
    const spared: unknown[] = [];
    const put: GitCopies['put'] = (...args) => Promise.resolve(spared.push(args) > 0);
    const { homes, lose, checkpoints } = await twoHomes({ put });
    assert.equal(await checkpoints.put(bytes), sha256);
    for (const home of homes) assert.deepEqual(Buffer.from((await home.get(sha256)) ?? []), bytes);
    assert.deepEqual(spared, [[bytes, sha256]]);
    lose(0);
    assert.deepEqual(Buffer.from(await checkpoints.get(sha256)), bytes);
  });

  it('are found in the spare when the homes have lost them, and said to be lost when that has too', async () => {
    let spare: Uint8Array | undefined = bytes;
    const { homes, checkpoints } = await twoHomes({ get: () => Promise.resolve(spare) });
    assert.equal(await checkpoints.get(sha256), bytes);
    spare = undefined;
    const places = `${homes[0]?.pathOf(sha256) ?? ''} and ${homes[1]?.pathOf(sha256) ?? ''}`;
    const message = `The copy of the file is missing or damaged in both places: ${places}. "agent-migrator store verify" shows what is whole.`;
    for (const one of [checkpoints, new Checkpoints(homes)]) {
      await assert.rejects(one.get(sha256), { name: 'RefusedError', reason: { code: 'foreign-journal', message } });
    }
  });
});
