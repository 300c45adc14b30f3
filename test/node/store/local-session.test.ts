import assert from 'node:assert/strict';
import { workspaceState } from '../../../src/node/store/state-directory.js';
import { migrationBegun, rollbackBegun } from '../../support/store/journal-fixture.js';
import { memoryStore } from '../../support/store/memory-store.js';
import { operation } from '../../support/store/real-workspace.js';
import { contentOf } from '../../support/store/recorded-disk.js';

const journal = '/work/.agent-migrator/journal.jsonl';
const homes = ['/work/.agent-migrator', workspaceState('/state', '/work')];
const m = 'm-00000001';

describe('LocalSession', () => {
  it('numbers its records, stamps them, and goes on where the last one ended', async () => {
    const { disk, store } = await memoryStore();
    for (const body of [migrationBegun(m), { kind: 'committed', id: m }, { kind: 'kept', id: m }] as const) {
      const session = await store.open('test', operation);
      await session.append(body);
      await session.close();
    }
    const stamps = [...(contentOf(disk, journal) ?? '').matchAll(/"v":1,"seq":(\d+),"epoch":(\d+),"wallMs":(\d+)/gu)];
    const wallMs = '1700000000000';
    assert.deepEqual(
      stamps.map(([, ...numbers]) => numbers),
      [
        ['0', '1', wallMs],
        ['1', '1', wallMs],
        ['2', '2', wallMs],
        ['3', '3', wallMs],
      ],
    );
    assert.deepEqual((await store.view()).condition, 'sound');
  });

  it('tells the history with what it has just written', async () => {
    const { store } = await memoryStore();
    const session = await store.open('test', operation);
    const states = () => session.history.migrations.map(({ state }) => state);
    assert.deepEqual(states(), []);
    await session.append(migrationBegun(m));
    assert.deepEqual(states(), ['unfinished']);
    await session.append({ kind: 'committed', id: m });
    assert.deepEqual(states(), ['applied']);
    await session.append(rollbackBegun('r-00000002', m));
    assert.equal(session.history.rollbacks.length, 1);
  });

  it('writes to the state directory before it writes to the folder', async () => {
    const { disk, store } = await memoryStore();
    const session = await store.open('test', operation);
    const opened: string[] = [];
    disk.faults = ({ name, path }) => {
      if (name === 'openToAppend') opened.push(path);
      return undefined;
    };
    await session.append(migrationBegun(m));
    assert.deepEqual(opened, [`${homes[1] ?? ''}/journal.jsonl`, journal]);
  });

  it('writes no more after a failure that may have parted the copies', async () => {
    const { disk, store } = await memoryStore();
    const session = await store.open('test', operation);
    disk.faults = ({ name, path }) =>
      name === 'openToAppend' && path === journal ? { kind: 'error', code: 'EIO' } : undefined;
    await assert.rejects(session.append(migrationBegun(m)), { code: 'EIO' });
    disk.faults = () => undefined;
    const again = /^Error: The journal could not be written before; open the store again\.$/u;
    await assert.rejects(session.append({ kind: 'committed', id: m }), again);
    assert.equal(session.history.migrations.length, 0);
    await session.close();
    const next = await store.open('test', operation);
    assert.equal(next.history.migrations[0]?.state, 'unfinished');
    await next.append({ kind: 'undone', id: m, because: 'the disk failed' });
  });

  it('leaves the journal as long as it was when a later record cannot be written', async () => {
    const { disk, store } = await memoryStore();
    const session = await store.open('test', operation);
    await session.append(migrationBegun(m));
    await session.append({ kind: 'committed', id: m });
    const before = contentOf(disk, journal);
    disk.faults = ({ name }) => (name === 'file.sync' ? { kind: 'error', code: 'EIO' } : undefined);
    await assert.rejects(session.append({ kind: 'kept', id: m }), { code: 'EIO' });
    for (const home of homes) assert.equal(contentOf(disk, `${home}/journal.jsonl`), before);
  });

  it('writes nothing once its lock was taken away', async () => {
    const { disk, store } = await memoryStore();
    const session = await store.open('test', operation);
    const before = contentOf(disk, journal);
    await disk.remove('/work/.agent-migrator/lock/1');
    await assert.rejects(session.append(migrationBegun(m)), /The lock of this workspace was taken away/u);
    assert.equal(contentOf(disk, journal), before);
  });

  it('gives ids that say what they are of', async () => {
    const session = await (await memoryStore()).store.open('test', operation);
    assert.match(session.newId('migration'), /^m-[0-9a-f]{8}$/u);
    assert.match(session.newId('rollback'), /^r-[0-9a-f]{8}$/u);
    assert.match(session.newId('run'), /^w-[0-9a-f]{8}$/u);
    assert.notEqual(session.newId('run'), session.newId('run'));
  });

  it('keeps room for a rollback in both homes, and gives it back', async () => {
    const { disk, store } = await memoryStore();
    const session = await store.open('test', operation);
    await session.keepRoom(1_000_000);
    for (const home of homes) assert.equal(disk.find(`${home}/reserve`)?.bytes.length, 1_500_000);
    await session.releaseReserve();
    for (const home of homes) assert.equal(disk.find(`${home}/reserve`), undefined);
  });

  it('refuses a change for which the disk has less than three times its room', async () => {
    const { disk, store } = await memoryStore();
    const session = await store.open('test', operation);
    disk.freeBytes = () => Promise.resolve(3000);
    await session.keepRoom(1000);
    disk.freeBytes = () => Promise.resolve(2999);
    const message = `The disk of ${homes[1] ?? ''} has only 2999 bytes left. Make room and try again; nothing was changed.`;
    await assert.rejects(session.keepRoom(1000), { name: 'RefusedError', reason: { code: 'read-only', message } });
  });
});
