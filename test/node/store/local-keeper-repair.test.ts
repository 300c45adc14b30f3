import assert from 'node:assert/strict';
import { sealWith } from '../../../src/node/store/digest.js';
import { sealedText } from '../../support/store/journal-fixture.js';
import { folderHome, isFree, journal, keptStore, stateHome, write } from '../../support/store/kept-store.js';
import { operation } from '../../support/store/real-workspace.js';
import { contentOf } from '../../support/store/recorded-disk.js';

describe('the repair of a journal', () => {
  it('changes nothing where nothing is wrong', async () => {
    const { disk, keeper } = await keptStore();
    const before = [contentOf(disk, journal), await disk.list(folderHome), await disk.list(stateHome)];
    await keeper().repair(operation);
    await keeper().adopt(operation);
    assert.deepEqual([contentOf(disk, journal), await disk.list(folderHome), await disk.list(stateHome)], before);
    await isFree(disk);
  });

  it('puts the whole second copy, without its torn end, in the place of a damaged one, which it keeps', async () => {
    const { disk, keeper } = await keptStore();
    const whole = contentOf(disk, journal);
    const damage = (text: string) => text.replace('a.py', 'b.py');
    write(disk, journal, damage);
    write(disk, `${stateHome}/journal.jsonl`, (text) => `${text}{"seal`);
    await keeper().repair(operation);
    assert.equal(contentOf(disk, journal), whole);
    const aside = (await disk.list(folderHome)).find((name) => name.startsWith('journal.jsonl.damaged-'));
    assert.equal(contentOf(disk, `${folderHome}/${aside ?? ''}`), damage(whole ?? ''));
    await isFree(disk);
  });

  it('is refused where the second copy is damaged too, and where the journal is foreign', async () => {
    const message = 'There is no whole second copy of the journal to repair it from.';
    const damaged = await keptStore();
    for (const home of [folderHome, stateHome]) {
      write(damaged.disk, `${home}/journal.jsonl`, (text) => text.replace('a.py', 'b.py'));
    }
    const reason = { code: 'foreign-journal', message };
    await assert.rejects(damaged.keeper().repair(operation), { name: 'RefusedError', reason });
    await isFree(damaged.disk);
    const foreign = await keptStore();
    write(foreign.disk, '/state/key', () => 'ab'.repeat(32));
    await assert.rejects(foreign.keeper().repair(operation), { reason });
  });

  it('is refused for a journal of a later version, whatever the second copy is', async () => {
    const { disk, keeper } = await keptStore();
    const key = Buffer.from((contentOf(disk, '/state/key') ?? '').trim(), 'hex');
    const later = sealedText([{ kind: 'opened', store: 's', format: { major: 2, minor: 0 } }], sealWith(key));
    write(disk, journal, () => later);
    await assert.rejects(keeper().repair(operation), /no whole second copy/u);
    assert.equal(contentOf(disk, journal), later);
  });
});

describe('the adoption of a journal', () => {
  it('seals the same records anew in both homes, and keeps what stood there', async () => {
    const { disk, store, keeper } = await keptStore();
    write(disk, '/state/key', () => 'ab'.repeat(32));
    const [foreign, other] = [contentOf(disk, journal), `${contentOf(disk, journal) ?? ''}more`];
    write(disk, `${stateHome}/journal.jsonl`, () => other);
    await keeper().adopt(operation);
    const { condition, history } = await store.view();
    assert.deepEqual([condition, history.migrations[0]?.state], ['sound', 'applied']);
    assert.equal(contentOf(disk, journal), contentOf(disk, `${stateHome}/journal.jsonl`));
    const asides = [];
    for (const home of [folderHome, stateHome]) {
      for (const name of await disk.list(home)) {
        if (/-[0-9a-f]{8}$/u.test(name)) asides.push([name.slice(0, -9), contentOf(disk, `${home}/${name}`)]);
      }
    }
    assert.deepEqual(asides, [
      ['journal.jsonl.foreign', foreign],
      ['journal.jsonl.other', other],
    ]);
    await isFree(disk);
  });

  it('makes a key and a second home where there are none', async () => {
    const { disk, store, keeper } = await keptStore();
    disk.find('/state')?.entries.clear();
    await keeper().adopt(operation);
    assert.equal((await store.view()).condition, 'sound');
    assert.deepEqual((await disk.list(stateHome)).toSorted(), ['WORKSPACE', 'blobs', 'journal.jsonl']);
  });

  it('is refused for a journal that is damaged', async () => {
    const { disk, keeper } = await keptStore();
    write(disk, '/state/key', () => 'ab'.repeat(32));
    write(disk, journal, (text) => `${text}no record\n`);
    const message = `${journal} is damaged, so it cannot be made your own.`;
    const reason = { code: 'foreign-journal', message };
    await assert.rejects(keeper().adopt(operation), { name: 'RefusedError', reason });
    await isFree(disk);
  });
});
