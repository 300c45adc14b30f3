import assert from 'node:assert/strict';
import { readChain, type JournalCondition } from '../../../src/core/journal/chain.js';
import type { RefusedError } from '../../../src/core/reason.js';
import { sealWith } from '../../../src/node/store/digest.js';
import { workspaceState } from '../../../src/node/store/state-directory.js';
import { migrationBegun, sealedText } from '../../support/store/journal-fixture.js';
import type { MemoryDisk } from '../../support/store/memory-disk.js';
import { memoryStore } from '../../support/store/memory-store.js';
import { operation } from '../../support/store/real-workspace.js';
import { contentOf } from '../../support/store/recorded-disk.js';

const folderHome = '/work/.agent-migrator';
const stateHome = workspaceState('/state', '/work');
const folderJournal = `${folderHome}/journal.jsonl`;
const stateJournal = `${stateHome}/journal.jsonl`;

const textOf = (disk: MemoryDisk, file: string): string => contentOf(disk, file) ?? '';
function write(disk: MemoryDisk, file: string, text: string): void {
  const node = disk.find(file);
  assert.ok(node);
  node.bytes = Buffer.from(text, 'latin1');
}
const asides = async (disk: MemoryDisk, home: string): Promise<readonly string[]> =>
  (await disk.list(home)).filter((name) => /-[0-9a-f]{8}$/u.test(name)).map((name) => name.slice(0, -9));
const conditionOf = (disk: MemoryDisk, file: string): JournalCondition => {
  const key = Buffer.from(textOf(disk, '/state/key').trim(), 'hex');
  return readChain(textOf(disk, file), sealWith(key)).condition;
};

/** A store in which one migration was carried out. */
async function usedStore() {
  const used = await memoryStore();
  const session = await used.store.open('test', operation);
  await session.append(migrationBegun('m-00000001'));
  await session.append({ kind: 'committed', id: 'm-00000001' });
  await session.close();
  return { ...used, text: textOf(used.disk, folderJournal) };
}
const reopen = async ({ store }: Awaited<ReturnType<typeof usedStore>>) => {
  const session = await store.open('test', operation);
  await session.close();
  return session.history.migrations.map(({ id }) => id);
};

describe('LocalStore', () => {
  it('begins a journal in both homes, and lets its lock go', async () => {
    const { disk, store } = await memoryStore();
    assert.deepEqual((await store.view()).condition, 'absent');
    const session = await store.open('test', operation);
    assert.deepEqual(await disk.list(`${folderHome}/lock`), ['1']);
    await session.close();
    assert.deepEqual(await disk.list(`${folderHome}/lock`), []);
    assert.equal(textOf(disk, folderJournal), textOf(disk, stateJournal));
    assert.match(
      textOf(disk, folderJournal),
      /"kind":"opened","store":"[0-9a-f]{32}","format":\{"major":1,"minor":0\}/u,
    );
    assert.equal(textOf(disk, `${stateHome}/WORKSPACE`), '/work\n');
  });

  it('writes nothing to copies that are the same already', async () => {
    const used = await usedStore();
    const replaced: string[] = [];
    used.disk.faults = ({ name, path }) => {
      if (name === 'rename') replaced.push(path);
      return undefined;
    };
    assert.deepEqual(await reopen(used), ['m-00000001']);
    assert.deepEqual(replaced, []);
    assert.equal(textOf(used.disk, folderJournal), used.text);
  });

  for (const [torn, other] of [
    [folderJournal, stateJournal],
    [stateJournal, folderJournal],
  ] as const) {
    it(`cuts a torn end of ${torn === folderJournal ? 'the first' : 'the second'} copy, of either length`, async () => {
      for (const length of [-10, 10]) {
        const used = await usedStore();
        const cut = length < 0 ? used.text.slice(0, length) : `${used.text}{"seal":"0`;
        write(used.disk, torn, cut);
        assert.deepEqual(await reopen(used), ['m-00000001']);
        assert.deepEqual([textOf(used.disk, torn), textOf(used.disk, other)], [used.text, used.text]);
        assert.deepEqual([await asides(used.disk, folderHome), await asides(used.disk, stateHome)], [[], []]);
      }
    });
  }

  it('cuts a torn end that both copies have', async () => {
    const used = await usedStore();
    for (const file of [folderJournal, stateJournal]) write(used.disk, file, `${used.text}{"seal":"0`);
    assert.deepEqual(await reopen(used), ['m-00000001']);
    assert.deepEqual([textOf(used.disk, folderJournal), textOf(used.disk, stateJournal)], [used.text, used.text]);
  });

  it('cuts a torn end of the second copy, and takes it where it has more', async () => {
    const used = await usedStore();
    write(used.disk, folderJournal, used.text.slice(0, used.text.lastIndexOf('\n', used.text.length - 2) + 1));
    write(used.disk, stateJournal, `${used.text}{"seal":"01`);
    assert.deepEqual(await reopen(used), ['m-00000001']);
    assert.deepEqual([textOf(used.disk, folderJournal), textOf(used.disk, stateJournal)], [used.text, used.text]);
  });

  it('goes on from the second copy when the first is gone, and the other way round', async () => {
    for (const home of [folderHome, stateHome]) {
      const used = await usedStore();
      used.disk.find(home)?.entries.delete('journal.jsonl');
      const { history, condition, warning } = await used.store.view();
      assert.deepEqual([history.migrations.length, condition, warning], [1, 'sound', undefined]);
      assert.deepEqual(await reopen(used), ['m-00000001']);
      assert.deepEqual([textOf(used.disk, folderJournal), textOf(used.disk, stateJournal)], [used.text, used.text]);
    }
  });

  it('sets a copy aside that a power cut has spoiled, and takes the other', async () => {
    const used = await usedStore();
    write(used.disk, folderJournal, used.text.replace('committed', '\0'.repeat(9)));
    assert.deepEqual(await reopen(used), ['m-00000001']);
    assert.deepEqual(await asides(used.disk, folderHome), ['journal.jsonl.damaged']);
    assert.equal(textOf(used.disk, folderJournal), used.text);
  });

  it('sets a second copy aside that tells another story', async () => {
    const used = await usedStore();
    write(used.disk, stateJournal, used.text.replaceAll(/"seal":"./gu, '"seal":"0'));
    assert.deepEqual(await reopen(used), ['m-00000001']);
    assert.deepEqual(await asides(used.disk, stateHome), ['journal.jsonl.other']);
    assert.equal(textOf(used.disk, stateJournal), used.text);
  });

  it('begins anew where no line was ever whole, and keeps what stood there', async () => {
    const used = await usedStore();
    for (const file of [folderJournal, stateJournal]) write(used.disk, file, used.text.slice(0, 50));
    assert.deepEqual(await reopen(used), []);
    assert.deepEqual(await asides(used.disk, folderHome), ['journal.jsonl.unreadable']);
    assert.deepEqual(await asides(used.disk, stateHome), ['journal.jsonl.other']);
    assert.equal(conditionOf(used.disk, folderJournal), 'sound');
    assert.equal(textOf(used.disk, folderJournal), textOf(used.disk, stateJournal));
  });

  it('refuses a damaged journal, says what helps, and lets its lock go', async () => {
    const used = await usedStore();
    const damaged = used.text.replace('"path":"a.py"', '"path":"b.py"');
    write(used.disk, folderJournal, damaged);
    const whole = `The journal ${folderJournal} is damaged. The second copy ${stateJournal} is whole: "agent-migrator recover --repair" puts it in its place and keeps the damaged one.`;
    await assert.rejects(reopen(used), { name: 'RefusedError', message: whole });
    assert.deepEqual([(await used.store.view()).condition, (await used.store.view()).warning], ['damaged', whole]);
    write(used.disk, stateJournal, damaged);
    const lost = `The journal ${folderJournal} is damaged, and so is its second copy ${stateJournal}. Nothing is acted upon; the copies of your files are in the folder "blobs" beside each. Put a backup of either in its place, or move both away to start a new one.`;
    await assert.rejects(reopen(used), { message: lost });
    assert.deepEqual(await used.disk.list(`${folderHome}/lock`), []);
    assert.equal(textOf(used.disk, folderJournal), damaged);
  });

  it('chooses between no two whole copies that tell of different work, and names both', async () => {
    const used = await usedStore();
    const begun = used.text.slice(0, used.text.indexOf('\n') + 1);
    write(used.disk, folderJournal, begun);
    write(used.disk, stateJournal, begun);
    const session = await used.store.open('test', operation);
    await session.append(migrationBegun('m-00000002'));
    await session.close();
    write(used.disk, stateJournal, used.text);
    const message = `The journal ${folderJournal} and its second copy ${stateJournal} are both whole, but tell of different work, as after a copy of the folder took the place of the original. Move the second copy away to go on with the journal that came with the folder, or the first one to go on with the second copy.`;
    await assert.rejects(reopen(used), { reason: { code: 'foreign-journal', message } });
  });

  it('refuses a journal that becomes unbelievable while it waits for the lock, and lets the lock go', async () => {
    const used = await usedStore();
    used.disk.faults = ({ name, path }) => {
      if (name === 'link' && path.includes('/lock/'))
        write(used.disk, folderJournal, used.text.replace('a.py', 'b.py'));
      return undefined;
    };
    await assert.rejects(reopen(used), /is damaged\. The second copy/u);
    assert.deepEqual(await used.disk.list(`${folderHome}/lock`), []);
  });

  it('refuses a journal of somebody else without adding to its folder', async () => {
    const used = await usedStore();
    used.disk.find(folderHome)?.entries.delete('lock');
    write(used.disk, '/state/key', `${'ab'.repeat(32)}\n`);
    await assert.rejects(
      reopen(used),
      /^RefusedError: The journal \/work\/.agent-migrator\/journal\.jsonl was not made with your key, .* "agent-migrator recover --adopt"\.$/u,
    );
    assert.equal((await used.disk.list(folderHome)).includes('lock'), false);
    await assert.rejects(reopen(used), ({ reason }: RefusedError) => reason.code === 'foreign-journal');
  });

  it('believes what it has read already under the same key alone', async () => {
    const { disk, store } = await usedStore();
    assert.equal((await store.view()).condition, 'sound');
    write(disk, '/state/key', `${'ab'.repeat(32)}\n`);
    assert.equal((await store.view()).condition, 'foreign');
  });

  it('does not act upon a journal of a later version', async () => {
    const used = await usedStore();
    const seal = sealWith(Buffer.from(textOf(used.disk, '/state/key').trim(), 'hex'));
    write(used.disk, folderJournal, sealedText([{ kind: 'opened', store: 's', format: { major: 2, minor: 0 } }], seal));
    await assert.rejects(
      reopen(used),
      /^RefusedError: The journal was written by a later version of Agent Migrator\. Update/u,
    );
    assert.equal((await used.store.view()).condition, 'newer');
  });

  it('is opened on a full disk by giving its reserve back, and hides no other error', async () => {
    const used = await usedStore();
    const session = await used.store.open('test', operation);
    await session.keepRoom(10);
    await session.close();
    let failures = 0;
    const failing = (code: string) => {
      failures = 0;
      used.disk.faults = ({ name, path }) => {
        if (name !== 'create' || !path.includes('/lock/') || failures > 0) return undefined;
        failures++;
        return { kind: 'error', code };
      };
    };
    failing('ENOSPC');
    assert.deepEqual(await reopen(used), ['m-00000001']);
    for (const home of [folderHome, stateHome]) assert.equal((await used.disk.list(home)).includes('reserve'), false);
    failing('EIO');
    await assert.rejects(reopen(used), { code: 'EIO' });
  });
});
