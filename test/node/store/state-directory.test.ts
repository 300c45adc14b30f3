import assert from 'node:assert/strict';
import os from 'node:os';
import path from 'node:path';
import { RefusedError } from '../../../src/core/reason.js';
import { sha256Of } from '../../../src/node/store/digest.js';
import { ensureKey, readKey, stateDirectory, workspaceState } from '../../../src/node/store/state-directory.js';
import { onPlatform } from '../../support/on-platform.js';
import { contentOf, recordedDisk } from '../../support/store/recorded-disk.js';

describe('stateDirectory', () => {
  it('is what the user names, made absolute', () => {
    const environment = { AGENT_MIGRATOR_STATE_DIR: 'here', XDG_STATE_HOME: '/state', HOME: '/home/a' };
    assert.equal(stateDirectory(environment), path.resolve('here'));
    assert.notEqual(stateDirectory({ ...environment, AGENT_MIGRATOR_STATE_DIR: '' }), path.resolve(''));
  });

  it('lies where the platform keeps state', function () {
    if (process.platform !== 'linux') this.skip();
    assert.equal(stateDirectory({ XDG_STATE_HOME: '/state', HOME: '/home/a' }), '/state/agent-migrator');
    for (const XDG_STATE_HOME of ['relative', '', undefined]) {
      assert.equal(stateDirectory({ XDG_STATE_HOME, HOME: '/home/a' }), '/home/a/.local/state/agent-migrator');
    }
    assert.equal(stateDirectory({}), path.join(os.homedir(), '.local/state/agent-migrator'));
  });

  it('lies where other platforms keep state', async function () {
    if (path.sep !== '/') this.skip();
    const at = (platform: NodeJS.Platform, environment: Readonly<Record<string, string>>) =>
      onPlatform(platform, () => stateDirectory({ HOME: '/home/a', ...environment }));
    assert.equal(await at('darwin', {}), '/home/a/Library/Application Support/agent-migrator');
    assert.equal(await at('win32', {}), '/home/a/AppData/Local/agent-migrator');
    assert.equal(await at('win32', { LOCALAPPDATA: '/local' }), '/local/agent-migrator');
    assert.equal(await at('linux', { LOCALAPPDATA: '/local' }), '/home/a/.local/state/agent-migrator');
  });

  it('has a part for each folder', () => {
    assert.equal(workspaceState('/state', '/project'), `/state/workspaces/${sha256Of('/project')}`);
  });
});

describe('the key', () => {
  it('is 32 bytes that only its owner reads, on the disk before it is used', async () => {
    const { disk, changes } = await recordedDisk();
    const key = await ensureKey(disk, '/store/state');
    assert.equal(key.length, 32);
    assert.match(contentOf(disk, '/store/state/key') ?? '', /^[0-9a-f]{64}\n$/u);
    assert.equal(disk.find('/store/state/key')?.mode, 0o600);
    assert.deepEqual(await disk.list('/store/state'), ['key']);
    assert.deepEqual(changes().slice(-4), [
      ...['file.close', 'link /store/state/key', 'remove /store/state/key.*.tmp', 'syncDirectory /store/state'],
    ]);
    assert.deepEqual(await ensureKey(disk, '/store/state'), key);
    assert.deepEqual(await readKey(disk, '/store/state'), key);
  });

  it('is the same for all who make one at once', async () => {
    const { disk } = await recordedDisk();
    const keys = await Promise.all([1, 2, 3].map(() => ensureKey(disk, '/store')));
    assert.equal(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size, 1);
    assert.deepEqual(await disk.list('/store'), ['key']);
  });

  it('leaves nothing behind when it cannot be made', async () => {
    const { disk } = await recordedDisk({ link: 'EIO' });
    await assert.rejects(ensureKey(disk, '/store'), { code: 'EIO' });
    assert.deepEqual(await disk.list('/store'), []);
  });

  it('is said to have vanished when it is gone once it was made', async () => {
    const { disk } = await recordedDisk({ read: 'ENOENT' });
    await assert.rejects(ensureKey(disk, '/store'), /^Error: The key in \/store vanished while it was made\.$/u);
  });

  it('is missing where there is no directory, and never taken for missing when it cannot be read', async () => {
    for (const code of ['ENOENT', 'ENOTDIR']) {
      assert.equal(await readKey((await recordedDisk({ read: code })).disk, '/store'), undefined);
    }
    await assert.rejects(ensureKey((await recordedDisk({ read: 'EACCES' })).disk, '/store'), { code: 'EACCES' });
  });

  it('is not made anew when it is damaged', async () => {
    const { disk } = await recordedDisk();
    await (await disk.create('/store/key', 0o600)).write(Buffer.from('0123'));
    await assert.rejects(ensureKey(disk, '/store'), (error) => {
      assert.ok(error instanceof RefusedError);
      assert.equal(error.reason.code, 'foreign-journal');
      assert.match(
        error.message,
        /^The key in \/store\/key is damaged\. Put back a copy of it, or move it away to start/u,
      );
      return true;
    });
    assert.equal(contentOf(disk, '/store/key'), '0123');
  });
});
