import assert from 'node:assert/strict';
import { retentionMs } from '../../../src/core/journal/needed-content.js';
import { sha256Of } from '../../../src/node/store/digest.js';
import {
  add,
  blob,
  both,
  folderHome,
  gitCopiesOf,
  isFree,
  journal,
  keptStore,
  one,
  original,
  remove,
  stateHome,
  versionsBytes,
  write,
} from '../../support/store/kept-store.js';
import { operation } from '../../support/store/real-workspace.js';

const dayMs = 24 * 60 * 60 * 1000;
const nothing = { schemaVersion: 1, healed: 0, setAside: 0, removed: 0, freedBytes: 0 };

describe('the verification of a store', () => {
  it('counts what is needed, whole and big, and tells how far it is', async () => {
    const { keeper } = await keptStore();
    const progress: unknown[] = [];
    const found = await keeper().verify({ ...operation, onProgress: (step) => progress.push(step) });
    assert.deepEqual(found, {
      schemaVersion: 1,
      journal: { condition: 'sound', records: 3 },
      checkpoints: { needed: 3, whole: 3, bytes: versionsBytes },
      size: { bytes: 2 * versionsBytes, limitBytes: 1000 },
      problems: [],
    });
    assert.deepEqual(
      progress,
      [0, 1, 2].map((done) => ({ done, total: 3, label: 'Reading copies' })),
    );
  });

  it('tells a copy that one home has lost from one that both have', async () => {
    const { disk, keeper } = await keptStore();
    remove(disk, blob(stateHome, original));
    for (const home of [folderHome, stateHome]) remove(disk, blob(home, both));
    const { checkpoints, problems } = await keeper().verify(operation);
    assert.deepEqual(checkpoints, { needed: 3, whole: 1, bytes: 'originalafter one'.length });
    assert.deepEqual(problems, [
      { kind: 'one-copy', message: `The copy ${original} is missing or damaged in one of the two homes.` },
      { kind: 'lost', message: `The copy ${both} is whole in neither home.` },
    ]);
  });

  it('brings back from the trash what is needed after all, and says so before', async () => {
    const { disk, keeper, store } = await keptStore();
    for (const home of [folderHome, stateHome]) {
      await disk.makeDirectory(`${home}/trash`, 0o700);
      await disk.rename(blob(home, original), `${home}/trash/${original}`);
    }
    remove(disk, `${folderHome}/trash/${original}`);
    const way = 'but still in the trash: "agent-migrator store gc" brings it back';
    const message = `The copy ${original} is whole in neither home, ${way}.`;
    assert.deepEqual((await keeper().verify(operation)).problems, [{ kind: 'lost', message }]);
    assert.equal((await keeper().collect(operation)).healed, 2);
    assert.deepEqual((await keeper().verify(operation)).problems, []);
    assert.equal(Buffer.from(await store.checkpoints.get(original)).toString(), 'original');
  });

  it('takes nothing damaged from the trash', async () => {
    const { disk, keeper } = await keptStore();
    for (const home of [folderHome, stateHome]) {
      remove(disk, blob(home, original));
      await disk.makeDirectory(`${home}/trash`, 0o700);
      add(disk, `${home}/trash/${original}`, 'something else');
    }
    assert.equal((await keeper().collect(operation)).healed, 0);
    assert.equal((await keeper().verify(operation)).problems[0]?.kind, 'lost');
  });

  it('says when the copies, and what is in the trash, take more room than they should', async () => {
    const { disk, keeper } = await keptStore({ sizeLimitBytes: 2 * versionsBytes });
    assert.deepEqual((await keeper().verify(operation)).problems, []);
    await disk.makeDirectory(`${stateHome}/trash`, 0o700);
    add(disk, `${stateHome}/trash/x`, 'y'.repeat(2 ** 20));
    const { size, problems } = await keeper().verify(operation);
    assert.equal(size.bytes, 2 * versionsBytes + 2 ** 20);
    const message =
      'The copies take 2 MiB, more than the 1 MiB they should. "agent-migrator store gc" clears away what nobody needs.';
    assert.deepEqual(problems, [{ kind: 'size', message }]);
  });

  it('looks for nothing that a foreign journal names, and says what is wrong with it', async () => {
    const { disk, keeper } = await keptStore();
    write(disk, '/state/key', () => 'ab'.repeat(32));
    const { journal: found, checkpoints, problems } = await keeper().verify(operation);
    assert.deepEqual([found, checkpoints.needed], [{ condition: 'foreign', records: 3 }, 0]);
    assert.deepEqual(
      problems.map(({ kind }) => kind),
      ['journal'],
    );
    assert.match(problems[0]?.message ?? '', /was not made with your key/u);
  });

  it('counts the records of the longer journal, whichever it is', async () => {
    for (const file of [journal, `${stateHome}/journal.jsonl`]) {
      const { disk, keeper } = await keptStore();
      write(disk, file, (text) => text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1));
      assert.equal((await keeper().verify(operation)).journal.records, 3, file);
    }
  });

  it('stops when it is cancelled', async () => {
    const { keeper } = await keptStore();
    await assert.rejects(keeper().verify({ signal: AbortSignal.abort() }), { name: 'AbortError' });
  });

  it('counts the versions that have no third copy where one is wanted', async () => {
    const contents = new Map<string, Uint8Array>();
    const { keeper } = await keptStore({ gitCopies: gitCopiesOf(contents, true) });
    assert.deepEqual((await keeper().verify(operation)).problems, []);
    contents.delete(one);
    const message =
      '1 of 3 versions have no third copy: there is no git here, no repository, or git refused. "agent-migrator store gc" tries again.';
    assert.deepEqual((await keeper().verify(operation)).problems, [{ kind: 'no-git-copy', message }]);
    const off = await keptStore({ gitCopies: gitCopiesOf(new Map(), false) });
    assert.deepEqual((await off.keeper().verify(operation)).problems, []);
  });
});

describe('the collection of a store', () => {
  it('finds nothing to do where all is as it should be, and lets the lock go', async () => {
    const { disk, keeper } = await keptStore();
    assert.deepEqual(await keeper().collect(operation), nothing);
    await isFree(disk);
  });

  it('heals what one home has lost', async () => {
    const { disk, keeper } = await keptStore();
    remove(disk, blob(folderHome, original));
    write(disk, blob(stateHome, one), () => 'damaged');
    assert.deepEqual(await keeper().collect(operation), { ...nothing, healed: 2 });
    assert.deepEqual((await keeper().verify(operation)).problems, []);
  });

  it('puts aside what nobody needs, and removes it a day later', async () => {
    const { disk, keeper } = await keptStore();
    const stray = sha256Of('stray');
    for (const home of [folderHome, stateHome]) {
      await disk.makeDirectory(`${home}/blobs/${stray.slice(0, 2)}`, 0o700);
      add(disk, blob(home, stray), 'stray');
    }
    assert.deepEqual(await keeper().collect(operation), { ...nothing, setAside: 2 });
    const files = [folderHome, stateHome].map((home) => `${home}/trash/${stray}`);
    const [earlier = 0, later = 0] = files.map((file) => disk.find(file)?.changed ?? 0).toSorted((a, b) => a - b);
    assert.deepEqual(await keeper(earlier + dayMs - 1).collect(operation), nothing);
    assert.deepEqual(await keeper(later + dayMs).collect(operation), { ...nothing, removed: 2, freedBytes: 10 });
    assert.deepEqual(
      files.map((file) => disk.find(file)),
      [undefined, undefined],
    );
  });

  it('tells whoever waits for the lock what it is held for', async () => {
    const { disk, keeper } = await keptStore();
    const purposes = new Set<string>();
    disk.faults = () => {
      for (const holder of disk.find(`${folderHome}/lock`)?.entries.values() ?? []) {
        const said = /"purpose":"([^"]*)"/u.exec(holder.bytes.toString())?.[1];
        if (said !== undefined) purposes.add(said);
      }
      return undefined;
    };
    await keeper().collect(operation);
    await keeper().repair(operation);
    await keeper().adopt(operation);
    assert.deepEqual([...purposes], ['store gc', 'recover --repair', 'recover --adopt']);
  });

  it('passes over what leaves the trash meanwhile, and a journal set aside that names nothing', async () => {
    const { disk, keeper } = await keptStore();
    await disk.makeDirectory(`${stateHome}/trash`, 0o700);
    add(disk, `${stateHome}/journal.jsonl.other-0123abcd`, 'no name');
    const list = disk.list.bind(disk);
    disk.list = async (folder) => [...(await list(folder)), ...(folder.endsWith('/trash') ? ['gone'] : [])];
    assert.deepEqual(await keeper().collect(operation), nothing);
  });

  it('keeps what a journal names that was set aside less than thirty days ago', async () => {
    const { disk, keeper } = await keptStore();
    const stray = sha256Of('stray');
    await disk.makeDirectory(`${folderHome}/blobs/${stray.slice(0, 2)}`, 0o700);
    add(disk, blob(folderHome, stray), 'stray');
    const aside = `${stateHome}/journal.jsonl.other-0123abcd`;
    add(disk, aside, `{"sha256":"${stray}"}`);
    const since = disk.find(aside)?.changed ?? 0;
    assert.deepEqual(await keeper(since + retentionMs - 1).collect(operation), { ...nothing, healed: 1 });
    assert.deepEqual(await keeper(since + retentionMs).collect(operation), { ...nothing, setAside: 2 });
  });

  it('clears away what was on its way in, and nothing that is named otherwise', async () => {
    const { disk, keeper } = await keptStore();
    const random = '0'.repeat(32);
    const half = [`journal.jsonl.${random}.tmp`, `reserve.${random}.tmp`];
    const kept = [
      `xjournal.jsonl.${random}.tmp`,
      `journal.jsonl.${random}.tmp.x`,
      `reserve.${random}0.tmp`,
      `key.${random}.tmp`,
    ];
    for (const name of [...half, ...kept]) add(disk, `${folderHome}/${name}`, 'half');
    add(disk, `${blob(stateHome, one)}.${random}.tmp`, 'half');
    assert.deepEqual(await keeper().collect(operation), nothing);
    const left = await disk.list(folderHome);
    assert.deepEqual(
      [half.filter((name) => left.includes(name)), kept.every((name) => left.includes(name))],
      [[], true],
    );
    assert.deepEqual(disk.find(`${blob(stateHome, one)}.${random}.tmp`), undefined);
  });

  it('makes third copies where they are wanted, heals from them, and clears them where they are not', async () => {
    const contents = new Map<string, Uint8Array>([['f'.repeat(64), Buffer.from('unneeded')]]);
    const on = await keptStore({ gitCopies: gitCopiesOf(contents, true) });
    contents.delete(one);
    for (const home of [folderHome, stateHome]) remove(on.disk, blob(home, original));
    assert.deepEqual(await on.keeper().collect(operation), { ...nothing, healed: 2, removed: 1 });
    assert.deepEqual([...contents.keys()].toSorted(), [original, one, both].toSorted());
    const off = await keptStore({ gitCopies: gitCopiesOf(contents, false) });
    assert.deepEqual(await off.keeper().collect(operation), { ...nothing, removed: 3 });
    assert.equal(contents.size, 0);
  });

  it('stops when it is cancelled, and lets the lock go', async () => {
    const { disk, keeper } = await keptStore();
    const stop = new AbortController();
    disk.faults = ({ name, path }) => {
      if (name === 'read' && path.startsWith(`${stateHome}/blobs`)) stop.abort();
      return undefined;
    };
    await assert.rejects(keeper().collect(stop), { name: 'AbortError' });
    await isFree(disk);
  });
});
