import assert from 'node:assert/strict';
import { blob, both, folderHome, keptStore, one, original, stateHome, write } from '../../support/store/kept-store.js';
import type { MemoryDisk } from '../../support/store/memory-disk.js';
import { operation } from '../../support/store/real-workspace.js';
import { contentOf } from '../../support/store/recorded-disk.js';

const versions = ['original', 'after one', 'after both'];
const copiesIn = (disk: MemoryDisk, home: string): readonly (string | undefined)[] =>
  [original, one, both].map((sha256) => contentOf(disk, blob(home, sha256)));

/** As `git clean -fdx` does with the folder, and as the state directory is after the workspace was moved or copied. */
function lose(disk: MemoryDisk, home: string): void {
  const at = home.lastIndexOf('/');
  assert.ok(disk.find(home.slice(0, at))?.entries.delete(home.slice(at + 1)));
}

describe('a store of which one home is new', () => {
  for (const home of [folderHome, stateHome]) {
    it(`has every copy in both when it is opened (${home === folderHome ? 'cleaned' : 'moved'})`, async () => {
      const { disk, store } = await keptStore();
      lose(disk, home);
      await (await store.open('test', operation)).close();
      for (const each of [folderHome, stateHome]) assert.deepEqual(copiesIn(disk, each), versions);
    });
  }

  it('gets them where the journal was of another folder', async () => {
    const { disk, store } = await keptStore();
    lose(disk, `${stateHome}/blobs`);
    write(disk, `${stateHome}/journal.jsonl`, () => 'of another folder\n');
    await (await store.open('test', operation)).close();
    assert.deepEqual(copiesIn(disk, stateHome), versions);
  });

  it('gets them when the journal of somebody else is adopted', async () => {
    const { disk, keeper } = await keptStore();
    disk.find('/state')?.entries.clear();
    await keeper().adopt(operation);
    assert.deepEqual(copiesIn(disk, stateHome), versions);
  });

  it('gets them anew when a crash came between, and goes without on a full disk', async () => {
    const { disk, store } = await keptStore();
    lose(disk, stateHome);
    disk.faults = ({ name, path }) =>
      name === 'rename' && path.includes('/blobs/') ? { kind: 'error', code: 'EIO' } : undefined;
    await assert.rejects(store.open('test', operation), { code: 'EIO' });
    assert.equal(contentOf(disk, `${stateHome}/journal.jsonl`), undefined);
    disk.faults = ({ name, path }) =>
      name === 'create' && path.includes('/blobs/') ? { kind: 'error', code: 'ENOSPC' } : undefined;
    await (await store.open('test', operation)).close();
    assert.equal((await store.view()).history.migrations[0]?.state, 'applied');
  });

  it('is left as it is while both are there', async () => {
    const { disk, store } = await keptStore();
    lose(disk, `${stateHome}/blobs`);
    await (await store.open('test', operation)).close();
    assert.equal(disk.find(`${stateHome}/blobs`), undefined);
  });
});
