import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { closeSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, realpath, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openRegularFileSync, readRegularFile, readRegularFileSync } from '../../src/node/regular-file.js';

describe('reading a regular file', function () {
  let folder: string;
  const at = (name: string): string => path.join(folder, name);

  before(function () {
    if (process.platform === 'win32') this.skip();
  });
  beforeEach(async () => {
    folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-regular-')));
    await writeFile(at('file'), 'content');
    await symlink('file', at('link'));
    await mkdir(at('folder'));
    execFileSync('mkfifo', [at('pipe')]);
    await symlink('/dev/zero', at('endless'));
    await symlink('nothing', at('dangling'));
    await writeFile(at('large'), '');
    await truncate(at('large'), 64 * 2 ** 20 + 1);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const readers: Readonly<Record<string, (file: string) => Promise<Buffer>>> = {
    readRegularFile,
    readRegularFileSync: (file) => Promise.resolve().then(() => readRegularFileSync(file)),
  };

  for (const [name, read] of Object.entries(readers)) {
    it(`${name} gives the bytes, also through a link`, async () => {
      for (const one of ['file', 'link']) assert.equal((await read(at(one))).toString(), 'content');
      assert.equal((await read('/proc/self/stat')).length > 0, true);
    });

    it(`${name} leaves nothing open`, async function () {
      if (process.platform !== 'linux') this.skip();
      const open = async (): Promise<number> => (await readdir('/proc/self/fd')).length;
      const before = await open();
      for (let round = 0; round < 50; round++) await read(at('file'));
      assert.ok((await open()) < before + 25);
    });

    it(`${name} waits for no pipe, fills no memory from a device, and says what stands there`, async () => {
      await assert.rejects(read(at('pipe')), {
        code: 'EINVAL',
        message: `EINVAL: not a regular file, read '${at('pipe')}'`,
      });
      await assert.rejects(read(at('endless')), { code: 'EINVAL' });
      await assert.rejects(read(at('folder')), {
        code: 'EISDIR',
        message: `EISDIR: a folder, read '${at('folder')}'`,
      });
      const message = `EOVERFLOW: larger than 64 MiB, read '${at('large')}'`;
      await assert.rejects(read(at('large')), { code: 'EOVERFLOW', message });
      for (const one of ['none', 'dangling']) await assert.rejects(read(at(one)), { code: 'ENOENT' });
    });
  }

  it('takes no more than it is asked for', async () => {
    assert.equal((await readRegularFile(at('file'), 7)).length, 7);
    await assert.rejects(readRegularFile(at('file'), 6), { code: 'EOVERFLOW' });
    assert.throws(() => openRegularFileSync(at('file'), 6), { code: 'EOVERFLOW' });
    const { descriptor, stats } = openRegularFileSync(at('file'), 7);
    closeSync(descriptor);
    assert.equal(stats.size, 7);
  });
});
