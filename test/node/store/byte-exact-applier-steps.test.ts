import assert from 'node:assert/strict';
import type { ApplyOutcome } from '../../../src/app/ports/applier.js';
import { ByteExactApplier } from '../../../src/node/store/byte-exact-applier.js';
import { sha256Of } from '../../../src/node/store/digest.js';
import { diskError } from '../../support/store/disk-error.js';
import {
  newFile,
  writeInto,
  type FaultPlan,
  type MemoryDisk,
  type MemoryNode,
} from '../../support/store/memory-disk.js';
import { contentOf, recordedDisk, type RecordedDisk } from '../../support/store/recorded-disk.js';

const transaction = 'm-0123abcd';
const file = '/store/a.py';
const old = sha256Of('old');

const apply = (disk: MemoryDisk, expectedSha256: string | null = old): Promise<ApplyOutcome> =>
  new ByteExactApplier({ disk, root: '/store' }).apply({
    ...{ path: 'a.py', transaction, expectedSha256, label: 'test' },
    ...{ before: Buffer.from('old'), after: Buffer.from('new') },
  });
const messageOf = (outcome: ApplyOutcome): string =>
  outcome.status === 'refused' ? `${outcome.reason.code}: ${outcome.reason.message}` : outcome.status;

async function withFile(): Promise<RecordedDisk & { readonly node: MemoryNode }> {
  const recorded = await recordedDisk();
  const node = newFile('old');
  recorded.disk.find('/store')?.entries.set('a.py', node);
  return { ...recorded, node };
}

/** Something that happens just before one operation, once. */
function beforeStep(disk: MemoryDisk, is: (step: string) => boolean, happens: () => void): void {
  let happened = false;
  const earlier: FaultPlan = disk.faults;
  disk.faults = (operation) => {
    if (!happened && is(`${operation.name} ${operation.path}`)) {
      happened = true;
      happens();
    }
    return earlier(operation);
  };
}

const stale = 'stale: a.py was changed by somebody else meanwhile. Their version stands; run the command again.';

describe('the steps of replacing a file', () => {
  it('make the new content durable before the old one leaves its place, and the exchange before it counts', async () => {
    const { disk, changes } = await withFile();
    assert.deepEqual(await apply(disk), { status: 'applied' });
    const beside = `/store/.agent-migrator-${transaction}`;
    const named = changes().map((step) => step.replace(/-[0-9a-f]{32}\./u, '-*.'));
    assert.deepEqual(named, [
      `create ${beside}-*.new`,
      ...['write', 'size', 'setOwner', 'setMode', 'sync', 'close'].map((step) => `file.${step}`),
      'syncDirectory /store',
      `rename ${beside}-*.old`,
      `link ${file}`,
      `remove ${beside}-*.new`,
      'syncDirectory /store',
    ]);
    assert.equal(contentOf(disk, file), 'new');
  });

  it('keep owner and permissions, and give a file that comes back the usual ones', async () => {
    const { disk, node } = await withFile();
    node.mode = 0o2751;
    const owners: number[][] = [];
    const { create, entry } = { create: disk.create.bind(disk), entry: disk.entry.bind(disk) };
    disk.entry = async (path) => {
      const found = await entry(path);
      return found && { ...found, uid: 7, gid: 8 };
    };
    disk.create = async (path, mode) => {
      const opened = await create(path, mode);
      return { ...opened, setOwner: (uid, gid) => Promise.resolve(void owners.push([uid, gid])) };
    };
    await apply(disk);
    assert.deepEqual([disk.find(file)?.mode, owners], [0o2751, [[7, 8]]]);
    await disk.remove(file);
    assert.deepEqual(await apply(disk, null), { status: 'applied' });
    assert.deepEqual([contentOf(disk, file), disk.find(file)?.mode, owners.length], ['new', 0o644, 1]);
  });

  it('refuse a file with a special mode that the system does not let a new one have, and says nothing of it', async () => {
    const { disk, node } = await withFile();
    const create = disk.create.bind(disk);
    disk.create = async (path, mode) => {
      const opened = await create(path, mode);
      return { ...opened, setMode: (wanted) => opened.setMode(wanted & 0o777) };
    };
    for (const [mode, octal] of [
      [0o4755, '4755'],
      [0o2755, '2755'],
      [0o1644, '1644'],
    ] as const) {
      node.mode = mode;
      const message = `a.py could not be replaced: you may not give its mode, ${octal}, to a new file; it was not changed.`;
      assert.deepEqual(await apply(disk), { status: 'refused', reason: { code: 'read-only', message } });
      assert.deepEqual([contentOf(disk, file), await disk.list('/store')], ['old', ['a.py']]);
    }
    node.mode = 0o755;
    assert.deepEqual(await apply(disk), { status: 'applied' });
  });

  it('hold the folder while they last, however they end', async () => {
    const { disk } = await withFile();
    const held: string[] = [];
    disk.hold = (path) => Promise.resolve({ path, release: () => Promise.resolve(void held.push(path)) });
    await apply(disk);
    disk.create = () => Promise.reject(diskError('EIO'));
    await assert.rejects(apply(disk, sha256Of('new')), { code: 'EIO' });
    assert.deepEqual(held, ['/store', '/store']);
  });

  it('put the old file back when the new one cannot take its place', async () => {
    const { disk, changes } = await withFile();
    const link = disk.link.bind(disk);
    disk.link = (existing, added) =>
      existing.endsWith('.new') ? Promise.reject(diskError('EIO')) : link(existing, added);
    await assert.rejects(apply(disk), { code: 'EIO' });
    assert.equal(contentOf(disk, file), 'old');
    assert.deepEqual(await disk.list('/store'), ['a.py']);
    assert.ok(changes().includes('syncDirectory /store'));
  });

  it('make no file anew that somebody deletes after it was looked at, and follow no link that is put there then', async () => {
    const secondLook = () => {
      let looks = 0;
      return (step: string): boolean => step === 'realPath /store' && ++looks === 2;
    };
    const deleted = await withFile();
    beforeStep(deleted.disk, secondLook(), () => deleted.disk.find('/store')?.entries.delete('a.py'));
    assert.equal(messageOf(await apply(deleted.disk)), stale);
    assert.deepEqual(await deleted.disk.list('/store'), []);
    const { disk } = await withFile();
    const isSecond = secondLook();
    const realPath = disk.realPath.bind(disk);
    disk.realPath = (path) => (isSecond(`realPath ${path}`) ? Promise.resolve('/elsewhere') : realPath(path));
    assert.match(messageOf(await apply(disk)), /^not-a-file: /u);
    assert.equal(contentOf(disk, file), 'old');
  });

  it('say that a file was changed where none was to be, also when it is read-only', async () => {
    const { disk, node } = await withFile();
    node.mode = 0o444;
    assert.equal(messageOf(await apply(disk, null)), stale);
  });

  it('leave a file alone that appears where one was to come back', async () => {
    const { disk } = await recordedDisk();
    beforeStep(
      disk,
      (step) => step === `link ${file}`,
      () => disk.find('/store')?.entries.set('a.py', newFile('theirs')),
    );
    assert.equal(messageOf(await apply(disk, null)), stale);
    assert.equal(contentOf(disk, file), 'theirs');
    assert.deepEqual(await disk.list('/store'), ['a.py']);
  });

  it('stop where the file is gone by the time it is to be replaced', async () => {
    const { disk } = await withFile();
    beforeStep(
      disk,
      (step) => step.startsWith('rename'),
      () => disk.find('/store')?.entries.delete('a.py'),
    );
    assert.equal(messageOf(await apply(disk)), stale);
    assert.deepEqual(await disk.list('/store'), []);
  });

  it('do not call applied what somebody changed or deleted right after', async () => {
    for (const happens of ['change', 'delete']) {
      const { disk } = await withFile();
      beforeStep(
        disk,
        (step) => step.startsWith('remove'),
        () => {
          const node = disk.find(file);
          if (happens === 'change' && node) writeInto(node, 'theirs');
          else disk.find('/store')?.entries.delete('a.py');
        },
      );
      assert.equal(messageOf(await apply(disk)), stale, happens);
      assert.equal(contentOf(disk, file), happens === 'change' ? 'theirs' : undefined);
    }
  });

  for (const code of ['EACCES', 'EPERM', 'EROFS']) {
    it(`refuse a place where nothing may be written (${code})`, async () => {
      const { disk } = await withFile();
      disk.create = () => Promise.reject(diskError(code));
      const message = `read-only: a.py could not be replaced (${code}); it was not changed.`;
      assert.equal(messageOf(await apply(disk)), message);
    });
  }

  it('hide no other error', async () => {
    const { disk } = await withFile();
    disk.create = () => Promise.reject(new TypeError('defect'));
    await assert.rejects(apply(disk), /defect/u);
  });
});

describe('what keeps a file from being replaced', () => {
  const refusal = async (disk: MemoryDisk, expectedSha256: string | null = old): Promise<string> => {
    const reason = await new ByteExactApplier({ disk, root: '/store' }).precheck('a.py', expectedSha256);
    return reason === undefined ? '' : `${reason.code}: ${reason.message}`;
  };

  it('is nothing for a file as it was expected, there or not', async () => {
    assert.equal(await refusal((await withFile()).disk), '');
    assert.equal(await refusal((await recordedDisk()).disk, null), '');
  });

  it('is that it is another one, or gone', async () => {
    const { disk } = await withFile();
    assert.equal(await refusal(disk, null), stale);
    assert.equal(await refusal(disk, sha256Of('older')), stale);
    const gone = 'not-a-file: There is no file a.py any more.';
    assert.equal(await refusal((await recordedDisk()).disk), gone);
    beforeStep(
      disk,
      (step) => step === `read ${file}`,
      () => disk.find('/store')?.entries.delete('a.py'),
    );
    assert.equal(await refusal(disk), gone);
  });

  it('is that nobody may write it, or that you may not', async () => {
    const { disk, node } = await withFile();
    node.mode = 0o555;
    assert.equal(await refusal(disk), 'read-only: a.py is read-only. Give it write permission first.');
    node.mode = 0o464;
    assert.equal(await refusal(disk), '');
    disk.mayWrite = (path) => Promise.resolve(path !== file);
    assert.equal(await refusal(disk), 'read-only: You may not write a.py.');
    disk.mayWrite = (path) => Promise.resolve(path !== '/store');
    assert.equal(await refusal(disk), 'read-only: You may not write the folder of a.py.');
  });

  it('is that it has other names', async () => {
    const { disk } = await withFile();
    await disk.link(file, '/store/twin.py');
    const message =
      'not-a-file: a.py has 2 hard links; replacing it would part it from the others. Make it a file of its own first.';
    assert.equal(await refusal(disk), message);
  });
});
