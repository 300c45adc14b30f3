import assert from 'node:assert/strict';
import {
  chmod,
  link,
  mkdir,
  mkdtemp,
  open,
  readFile,
  readdir,
  readlink,
  realpath,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import type { ApplyOutcome } from '../../../src/app/ports/applier.js';
import { BesidesSettler } from '../../../src/node/store/besides-settler.js';
import { ByteExactApplier } from '../../../src/node/store/byte-exact-applier.js';
import { sha256Of } from '../../../src/node/store/digest.js';
import type { Disk } from '../../../src/node/store/disk.js';
import { nodeDisk } from '../../../src/node/store/node-disk.js';
import { swapAtEveryOperation } from '../../support/store/folder-swap.js';
import { locate } from '../../../src/node/store/workspace-path.js';

const transaction = 'm-0123abcd';

describe('ByteExactApplier', () => {
  let base: string;
  let root: string;

  beforeEach(async () => {
    base = await realpath(await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-applier-')));
    root = path.join(base, 'workspace');
    await mkdir(root);
    await writeFile(path.join(root, 'a.py'), 'old');
  });

  afterEach(() => rm(base, { recursive: true, force: true }));

  const inRoot = (name: string): string => path.join(root, name);
  const apply = async (name: string, disk: Disk = nodeDisk, before = 'old'): Promise<ApplyOutcome> =>
    await new ByteExactApplier({ disk, root }).apply({
      path: name,
      transaction,
      expectedSha256: sha256Of(Buffer.from(before)),
      before: Buffer.from(before),
      after: Buffer.from('new'),
      label: 'test',
    });
  const settle = async (name: string): Promise<string> => {
    const [beforeSha256, afterSha256] = [sha256Of(Buffer.from('old')), sha256Of(Buffer.from('new'))];
    const settlement = await new BesidesSettler({ disk: nodeDisk, root }).settle({
      ...{ path: name, transaction, beforeSha256, afterSha256 },
    });
    return settlement.status;
  };
  const refusal = (outcome: ApplyOutcome): string => (outcome.status === 'refused' ? outcome.reason.code : 'applied');

  const bringBack = async (name: string): Promise<ApplyOutcome> =>
    await new ByteExactApplier({ disk: nodeDisk, root }).apply({
      ...{ path: name, transaction, expectedSha256: null, label: 'test' },
      ...{ before: new Uint8Array(), after: Buffer.from('new') },
    });

  it('makes the folders of a file that comes back', async () => {
    assert.deepEqual(await bringBack('gone/far/b.py'), { status: 'applied' });
    assert.equal(await readFile(inRoot('gone/far/b.py'), 'utf8'), 'new');
    assert.deepEqual(await readdir(inRoot('gone/far')), ['b.py']);
  });

  it('makes them also behind a link that stays inside, and nowhere else', async () => {
    const outside = path.join(base, 'outside');
    await Promise.all([mkdir(outside), mkdir(inRoot('real'))]);
    await Promise.all([
      symlink(outside, inRoot('out')),
      symlink('real', inRoot('in')),
      symlink('nothing', inRoot('dangling')),
    ]);
    assert.equal((await bringBack('in/far/b.py')).status, 'applied');
    assert.equal(await readFile(inRoot('real/far/b.py'), 'utf8'), 'new');
    for (const name of ['out/far/b.py', 'dangling/far/b.py', 'a.py/far/b.py', '.git/far/b.py']) {
      assert.equal((await bringBack(name)).status, 'refused', name);
    }
    assert.deepEqual(await readdir(outside), []);
  });

  it('replaces the content and keeps the permissions', async () => {
    for (const mode of process.platform === 'linux' ? [0o751, 0o4755, 0o2751, 0o1644] : [0o751]) {
      await writeFile(inRoot('a.py'), 'old');
      await chmod(inRoot('a.py'), mode);
      assert.equal((await apply('a.py')).status, 'applied');
      assert.equal(await settle('a.py'), 'clean');
      assert.equal(await readFile(inRoot('a.py'), 'utf8'), 'new');
      assert.equal((await stat(inRoot('a.py'))).mode & 0o7777, mode);
      assert.deepEqual(await readdir(root), ['a.py']);
    }
  });

  it('writes through a link that stays inside the workspace, and leaves the link a link', async () => {
    await mkdir(inRoot('real'));
    await writeFile(inRoot('real/b.py'), 'old');
    await symlink('real/b.py', inRoot('b.py'));
    assert.equal((await apply('b.py')).status, 'applied');
    assert.equal(await readFile(inRoot('real/b.py'), 'utf8'), 'new');
    assert.equal((await realpath(inRoot('b.py'))).endsWith('real/b.py'), true);
  });

  it('refuses whatever leads out of the workspace', async () => {
    await writeFile(path.join(base, 'outside.py'), 'old');
    await mkdir(path.join(base, 'elsewhere'));
    await writeFile(path.join(base, 'elsewhere/c.py'), 'old');
    await symlink('../outside.py', inRoot('link.py'));
    await symlink('../elsewhere', inRoot('folder'));
    for (const name of ['link.py', 'folder/c.py', '../outside.py', `${base}/outside.py`, 'x/../a.py', 'a.py\0', '']) {
      assert.equal(refusal(await apply(name)), 'not-a-file', name);
    }
    assert.equal(await readFile(path.join(base, 'outside.py'), 'utf8'), 'old');
    assert.equal(await readFile(path.join(base, 'elsewhere/c.py'), 'utf8'), 'old');
  });

  it('never finds a file outside of the workspace, whatever path it is given', async () => {
    await symlink('..', inRoot('up'));
    const part = fc.constantFrom(
      '..',
      '.',
      '',
      'a.py',
      'up',
      'workspace',
      'etc',
      'passwd',
      '\\..\\',
      'C:',
      '.git',
      'x',
    );
    const anyPath = fc.oneof(
      fc.string(),
      fc.array(part, { maxLength: 6 }).map((parts) => parts.join('/')),
    );
    await fc.assert(
      fc.asyncProperty(anyPath, async (written) => {
        const location = await locate(nodeDisk, root, written);
        if (location.kind !== 'refused') assert.ok(location.path.startsWith(`${root}${path.sep}`), location.path);
      }),
      { numRuns: 2000 },
    );
  });

  it('refuses a file without any write permission, and one with a second name', async () => {
    await chmod(inRoot('a.py'), 0o444);
    assert.equal(refusal(await apply('a.py')), 'read-only');
    await chmod(inRoot('a.py'), 0o644);
    await link(inRoot('a.py'), inRoot('twin.py'));
    assert.equal(refusal(await apply('a.py')), 'not-a-file');
    assert.equal(await readFile(inRoot('twin.py'), 'utf8'), 'old');
  });

  it('refuses a file that is another one by now, a folder, and nothing at all', async () => {
    assert.equal(refusal(await apply('a.py', nodeDisk, 'older')), 'stale');
    await mkdir(inRoot('folder.py'));
    assert.equal(refusal(await apply('folder.py')), 'not-a-file');
    assert.equal(refusal(await apply('none.py')), 'not-a-file');
    assert.deepEqual((await readdir(root)).sort(), ['a.py', 'folder.py']);
  });

  it('gives way to a save that comes between its last look and its replacing', async () => {
    for (const moment of ['rename', 'link'] as const) {
      await writeFile(inRoot('a.py'), 'old');
      let done = false;
      const saving: Disk = {
        ...nodeDisk,
        [moment]: async (from: string, to: string) => {
          // Another program replaces the file just before ours is moved.
          if (!done) await writeFile(inRoot('a.py'), 'saved by somebody');
          done = true;
          await nodeDisk[moment](from, to);
        },
      };
      assert.equal(refusal(await apply('a.py', saving)), 'stale', moment);
      assert.equal(await settle('a.py'), 'clean');
      assert.equal(await readFile(inRoot('a.py'), 'utf8'), 'saved by somebody');
      assert.deepEqual(await readdir(root), ['a.py']);
    }
  });

  it('puts a save back that went through a handle opened before', async () => {
    const handle = await open(inRoot('a.py'), 'r+');
    assert.equal((await apply('a.py')).status, 'applied');
    await handle.truncate(0);
    await handle.write('saved late', 0);
    await handle.close();
    assert.equal(await settle('a.py'), 'put-back');
    assert.equal(await readFile(inRoot('a.py'), 'utf8'), 'saved late');
    assert.deepEqual(await readdir(root), ['a.py']);
  });

  it('puts the file behind a link back that a crash caught out of its place', async () => {
    await mkdir(inRoot('real'));
    await symlink('real/b.py', inRoot('b.py'));
    await writeFile(inRoot(`real/.agent-migrator-${transaction}-${'0'.repeat(32)}.old`), 'old');
    assert.equal(await settle('b.py'), 'put-back');
    assert.equal(await readFile(inRoot('real/b.py'), 'utf8'), 'old');
    assert.equal(await readlink(inRoot('b.py')), 'real/b.py');
  });

  it('does not follow a link in a circle, nor one to nothing outside of the workspace', async () => {
    await symlink('b.py', inRoot('b.py'));
    await symlink('../nothing.py', inRoot('c.py'));
    for (const name of ['b.py', 'c.py']) assert.equal(refusal(await apply(name)), 'not-a-file', name);
  });

  it('puts the file back at once when it cannot be read once it is out of its place', async () => {
    const disk: Disk = {
      ...nodeDisk,
      read: (file) =>
        file.endsWith('.old')
          ? Promise.reject(Object.assign(new Error('bad block'), { code: 'EIO' }))
          : nodeDisk.read(file),
    };
    await assert.rejects(apply('a.py', disk), /bad block/u);
    assert.equal(await readFile(inRoot('a.py'), 'utf8'), 'old');
    assert.deepEqual(await readdir(root), ['a.py']);
  });

  it('changes nothing outside of the workspace when a folder becomes a link meanwhile, at whatever moment', async () => {
    const outside = path.join(base, 'outside');
    const found = await swapAtEveryOperation(nodeDisk, { root, outside });
    assert.deepEqual(found.changedOutside, []);
    assert.ok(found.operations > 10, String(found.operations));
  });

  it('would be seen to change something there if it went by the name of the folder', async () => {
    const byName: Disk = {
      ...nodeDisk,
      hold: (directory) => Promise.resolve({ path: directory, release: () => Promise.resolve() }),
    };
    const outside = path.join(base, 'outside');
    assert.notDeepEqual((await swapAtEveryOperation(byName, { root, outside })).changedOutside, []);
  });

  it('works where there are no hard links', async () => {
    const error = Object.assign(new Error('no links here'), { code: 'EPERM' });
    const disk: Disk = { ...nodeDisk, link: () => Promise.reject(error) };
    assert.equal((await apply('a.py', disk)).status, 'applied');
    assert.equal(await readFile(inRoot('a.py'), 'utf8'), 'new');
  });

  it('calls nothing refused that has changed the file', async () => {
    const denied = Object.assign(new Error('not any more'), { code: 'EACCES' });
    for (const [failsAt, changed] of [
      [1, false],
      [2, true],
    ] as const) {
      let calls = 0;
      const syncDirectory: Disk['syncDirectory'] = () =>
        ++calls === failsAt ? Promise.reject(denied) : Promise.resolve();
      const outcome = apply('a.py', { ...nodeDisk, syncDirectory });
      if (changed) await assert.rejects(outcome, denied);
      else assert.equal(refusal(await outcome), 'read-only');
      assert.equal(await readFile(inRoot('a.py'), 'utf8'), changed ? 'new' : 'old');
    }
  });

  it('leaves the file alone when the disk takes less than it was given', async () => {
    const full: Disk = {
      ...nodeDisk,
      create: async (file, mode) => ({
        ...(await nodeDisk.create(file, mode)),
        write: () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })),
      }),
    };
    await assert.rejects(apply('a.py', full), /full/u);
    assert.equal(await readFile(inRoot('a.py'), 'utf8'), 'old');
    assert.deepEqual(await readdir(root), ['a.py']);
  });
});
