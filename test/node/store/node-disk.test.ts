import assert from 'node:assert/strict';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  statfs,
  symlink,
  writeFile,
} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { nodeDisk } from '../../../src/node/store/node-disk.js';
import { onPlatform } from '../../support/on-platform.js';

describe('nodeDisk', function () {
  let base: string;
  const at = (name: string): string => path.join(base, name);

  before(function () {
    if (process.platform !== 'linux') this.skip();
  });
  beforeEach(async () => {
    base = await realpath(await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-disk-')));
    await writeFile(at('a'), 'content');
    await mkdir(at('folder'));
    await symlink('a', at('link'));
    await symlink('nothing', at('dangling'));
    await symlink('circle', at('circle'));
  });
  afterEach(() => rm(base, { recursive: true, force: true }));

  it('makes a file where nothing stands, and writes to its end', async () => {
    const file = await nodeDisk.create(at('new'), 0o600);
    assert.equal(await file.write(Buffer.from('0123456789')), 10);
    assert.equal(await file.size(), 10);
    await file.truncate(4);
    await file.setMode(0o640);
    const { uid, gid } = await stat(base);
    await file.setOwner(uid, gid);
    await assert.rejects(file.setOwner(-2, gid));
    await file.sync();
    await file.close();
    await assert.rejects(file.write(Buffer.from('x')), { code: 'EBADF' });
    assert.deepEqual([await readFile(at('new'), 'utf8'), (await stat(at('new'))).mode & 0o777], ['0123', 0o640]);
    for (const name of ['a', 'dangling', 'link', 'folder']) {
      await assert.rejects(nodeDisk.create(at(name), 0o600), { code: 'EEXIST' }, name);
    }
  });

  it('appends to a file that is there and no link', async () => {
    const file = await nodeDisk.openToAppend(at('a'));
    await file.write(Buffer.from(' more'));
    await file.close();
    assert.equal(Buffer.from(await nodeDisk.read(at('a'))).toString(), 'content more');
    await assert.rejects(nodeDisk.openToAppend(at('new')), { code: 'ENOENT' });
    await assert.rejects(nodeDisk.openToAppend(at('link')), { code: 'ELOOP' });
  });

  it('says what stands at a path, and follows no link', async () => {
    const kinds = ['a', 'folder', 'link', 'dangling', 'none', 'a/none'].map(
      async (name) => (await nodeDisk.entry(at(name)))?.kind,
    );
    assert.deepEqual(await Promise.all(kinds), ['file', 'directory', 'link', 'link', undefined, undefined]);
    assert.equal((await nodeDisk.entry('/dev/null'))?.kind, 'other');
    await nodeDisk.link(at('a'), at('twin'));
    const [entry, twin, folder] = await Promise.all(
      [at('a'), at('twin'), at('folder')].map((file) => nodeDisk.entry(file)),
    );
    const stats = await stat(at('a'));
    const { uid, gid, ctimeMs: changedMs } = stats;
    const identity = `${stats.dev}:${stats.ino}`;
    assert.deepEqual(entry, {
      kind: 'file',
      size: 7,
      mode: stats.mode & 0o7777,
      links: 2,
      uid,
      gid,
      changedMs,
      identity,
    });
    assert.equal(twin?.identity, identity);
    assert.notEqual(folder?.identity, identity);
    await assert.rejects(nodeDisk.entry(at('x'.repeat(300))), { code: 'ENAMETOOLONG' });
  });

  it('resolves links, and says what they say', async () => {
    assert.equal(await nodeDisk.realPath(at('link')), at('a'));
    for (const name of ['none', 'a/none', 'circle']) assert.equal(await nodeDisk.realPath(at(name)), undefined, name);
    assert.equal(await nodeDisk.readLink(at('dangling')), 'nothing');
    for (const name of ['none', 'a/none', 'a']) assert.equal(await nodeDisk.readLink(at(name)), undefined, name);
    await assert.rejects(nodeDisk.realPath(at('x'.repeat(300))), { code: 'ENAMETOOLONG' });
    await assert.rejects(nodeDisk.readLink(at('x'.repeat(300))), { code: 'ENAMETOOLONG' });
  });

  it('keeps hold of a directory whose name comes to mean another one', async () => {
    const held = await nodeDisk.hold(at('folder'));
    await rename(at('folder'), at('moved'));
    await mkdir(at('folder'));
    await writeFile(path.join(held.path, 'b'), 'in it');
    assert.equal(await readFile(at('moved/b'), 'utf8'), 'in it');
    await held.release();
    await assert.rejects(readFile(path.join(held.path, 'b')));
  });

  it('holds no file, no link and nothing whose path leads through one', async () => {
    await symlink('folder', at('other'));
    await mkdir(at('folder/inner'));
    await assert.rejects(nodeDisk.hold(at('a')), { code: 'ENOTDIR' });
    await assert.rejects(nodeDisk.hold(at('none')), { code: 'ENOENT' });
    await assert.rejects(nodeDisk.hold(at('other')));
    const message = `${at('other/inner')} was replaced meanwhile`;
    await assert.rejects(nodeDisk.hold(at('other/inner')), { code: 'ESTALE', message });
  });

  it('goes by the path of a directory where an open one has no other', async () => {
    await symlink('folder', at('other'));
    await mkdir(at('folder/inner'));
    const hold = (name: string) => onPlatform('darwin', () => nodeDisk.hold(at(name)));
    const held = await hold('folder');
    assert.equal(held.path, at('folder'));
    await held.release();
    await assert.rejects(hold('other/inner'), { code: 'ESTALE' });
    await assert.rejects(hold('none'), { code: 'ENOENT' });
  });

  it('lists, makes, renames and removes', async () => {
    await nodeDisk.makeDirectory(at('made'), 0o700);
    assert.equal((await stat(at('made'))).mode & 0o777, 0o700);
    await nodeDisk.rename(at('a'), at('made/b'));
    assert.deepEqual(await nodeDisk.list(at('made')), ['b']);
    await nodeDisk.remove(at('made/b'));
    assert.deepEqual(await nodeDisk.list(at('made')), []);
    await assert.rejects(nodeDisk.link(at('dangling'), at('link')), { code: 'EEXIST' });
  });

  it('syncs what is there', async () => {
    await nodeDisk.syncFile(at('a'));
    await nodeDisk.syncDirectory(at('folder'));
    await assert.rejects(nodeDisk.syncFile(at('none')), { code: 'ENOENT' });
    await assert.rejects(nodeDisk.syncDirectory(at('none')), { code: 'ENOENT' });
    // Windows has no such thing.
    await onPlatform('win32', () => nodeDisk.syncDirectory(at('none')));
    // Nothing can be synced there, and the system says so to whoever really asks.
    await assert.rejects(nodeDisk.syncFile('/dev/null'), { code: 'EINVAL' });
    const file = await nodeDisk.openToAppend('/dev/null');
    await assert.rejects(file.sync(), { code: 'EINVAL' });
    await file.close();
  });

  it('names the file in whatever goes wrong, once', async () => {
    const message = `ENOENT: no such file or directory, stat '${at('none')}'`;
    await assert.rejects(nodeDisk.read(at('none')), { code: 'ENOENT', message });
    await assert.rejects(nodeDisk.read('/proc/self/mem'), { code: 'EIO', message: /^EIO: .* '\/proc\/self\/mem'$/u });
  });

  it('leaves nothing open', async () => {
    const open = async (): Promise<number> => (await readdir('/proc/self/fd')).length;
    const before = await open();
    for (let round = 0; round < 20; round++) {
      await nodeDisk.read(at('a'));
      await nodeDisk.syncFile(at('a'));
      await nodeDisk.syncDirectory(at('folder'));
      await nodeDisk.hold(at('dangling')).catch(() => undefined);
      await symlink('folder', at(`way${round}`));
      await mkdir(at('folder/inner'), { recursive: true });
      await assert.rejects(nodeDisk.hold(at(`way${round}/inner`)), { code: 'ESTALE' });
    }
    assert.ok((await open()) < before + 20);
  });

  it('says how much is free, and what may be written', async () => {
    const { bavail, bsize } = await statfs(base);
    const share = (await nodeDisk.freeBytes(base)) / (bavail * bsize);
    assert.ok(share > 0.5 && share < 2, String(share));
    assert.deepEqual([await nodeDisk.mayWrite(at('a')), await nodeDisk.mayWrite(at('none'))], [true, false]);
  });
});
