import assert from 'node:assert/strict';
import {
  chmod,
  link,
  lstat,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { LocalConfigurationFile } from '../../../src/node/store/local-configuration-file.js';
import { nodeDisk } from '../../../src/node/store/node-disk.js';
import { EveryChoice } from '../../support/store/choices.js';
import { KilledError, newFile, type MemoryDisk } from '../../support/store/memory-disk.js';
import { afterKill, afterPowerCut } from '../../support/store/power-cut.js';
import { contentOf, recordedDisk } from '../../support/store/recorded-disk.js';

const file = '/store/agent-migrator.json';

async function diskWith(text: string | undefined): Promise<MemoryDisk> {
  const { disk } = await recordedDisk();
  await disk.syncDirectory('/');
  if (text !== undefined) disk.find('/store')?.entries.set('agent-migrator.json', newFile(text));
  disk.find(file)?.sync();
  await disk.syncDirectory('/store');
  disk.faults = () => undefined;
  return disk;
}

const rewrite = (disk: MemoryDisk, text: string): Promise<void> =>
  new LocalConfigurationFile(disk).rewrite(file, () => text);

describe('the project configuration in a crash', () => {
  for (const before of ['the old text', undefined]) {
    it(`is the old one or the new one, ${before === undefined ? 'where there was none' : 'and never missing'}`, async () => {
      const whole = await diskWith(before);
      const prepared = whole.operations;
      await rewrite(whole, 'the new text');
      const seen = new Set<string | undefined>();
      for (let number = prepared + 1; number <= whole.operations + 1; number++) {
        const disk = await diskWith(before);
        disk.faults = (at) => (at.number === number ? { kind: 'kill' } : undefined);
        const isKilled = (error: unknown): void => assert.ok(error instanceof KilledError, String(error));
        await rewrite(disk, 'the new text').catch(isKilled);
        seen.add(contentOf(afterKill(disk), file));
        const cuts = new EveryChoice();
        do seen.add(contentOf(afterPowerCut(disk, cuts.choose), file));
        while (cuts.advance());
      }
      assert.deepEqual([...seen], [before, 'the new text']);
      assert.deepEqual(await whole.list('/store'), ['agent-migrator.json']);
    });
  }
});

describe('the project configuration', () => {
  it('keeps what somebody saved or made meanwhile, and misses nothing that somebody deleted', async () => {
    const message = `${file} was changed by somebody else meanwhile. Their version stands; run the command again.`;
    for (const [before, meanwhile] of [
      ['old', 'theirs'],
      ['old', undefined],
      [undefined, 'theirs'],
    ]) {
      const disk = await diskWith(before);
      const changed = new LocalConfigurationFile(disk).rewrite(file, () => {
        disk.find('/store')?.entries.delete('agent-migrator.json');
        if (meanwhile !== undefined) disk.find('/store')?.entries.set('agent-migrator.json', newFile(meanwhile));
        return 'ours';
      });
      await assert.rejects(changed, { name: 'RefusedError', message, reason: { code: 'stale', message } });
      assert.deepEqual(
        [contentOf(disk, file), (await disk.list('/store')).length],
        [meanwhile, meanwhile === undefined ? 0 : 1],
      );
    }
  });

  it('is as it was, with nothing beside it, when the disk fails', async () => {
    for (const name of ['create', 'file.write', 'file.sync', 'rename'] as const) {
      const disk = await diskWith('old');
      disk.faults = (at) => (at.name === name ? { kind: 'error', code: 'ENOSPC' } : undefined);
      await assert.rejects(rewrite(disk, 'new'), { code: 'ENOSPC' }, name);
      assert.deepEqual([contentOf(disk, file), await disk.list('/store')], ['old', ['agent-migrator.json']], name);
    }
  });

  it('is refused where this user may not write it', async () => {
    const disk = await diskWith('old');
    disk.mayWrite = () => Promise.resolve(false);
    const message = `You may not write ${file}. Give it write permission first.`;
    await assert.rejects(rewrite(disk, 'new'), { message, reason: { code: 'read-only', message } });
    assert.equal(contentOf(disk, file), 'old');
  });
});

describe('the project configuration on a real disk', function () {
  let base: string;
  const at = (name: string): string => path.join(base, name);
  const written = (name: string): Promise<void> =>
    new LocalConfigurationFile(nodeDisk).rewrite(at(name), (text) => `${text ?? 'none'}, then ours`);

  before(function () {
    if (process.platform === 'win32') this.skip();
  });
  beforeEach(async () => {
    base = await realpath(await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-configuration-')));
    await writeFile(at('a.json'), 'Ä');
  });
  afterEach(() => rm(base, { recursive: true, force: true }));

  it('keeps its mode and the link that leads to it', async () => {
    await chmod(at('a.json'), 0o640);
    await symlink('a.json', at('link.json'));
    await written('link.json');
    assert.equal(await readFile(at('a.json'), 'utf8'), 'Ä, then ours');
    assert.equal((await stat(at('a.json'))).mode & 0o7777, 0o640);
    assert.ok((await lstat(at('link.json'))).isSymbolicLink());
    await written('new.json');
    assert.equal(await readFile(at('new.json'), 'utf8'), 'none, then ours');
    assert.equal((await stat(at('new.json'))).mode & 0o7777, 0o644);
    assert.deepEqual((await readdir(base)).toSorted(), ['a.json', 'link.json', 'new.json']);
  });

  it('is refused where it is read-only, has hard links, or is no file', async () => {
    await symlink('nothing', at('dangling.json'));
    for (const name of ['dangling.json', '.']) {
      await assert.rejects(written(name), {
        reason: { code: 'not-a-file', message: `${at(name)} is not a regular file.` },
      });
    }
    await chmod(at('a.json'), 0o444);
    await assert.rejects(written('a.json'), /You may not write .*a\.json/u);
    await chmod(at('a.json'), 0o644);
    await link(at('a.json'), at('twin.json'));
    const message = `${at('a.json')} has 2 hard links; replacing it would part it from the others. Make it a file of its own first.`;
    await assert.rejects(written('a.json'), { reason: { code: 'not-a-file', message } });
    assert.equal(await readFile(at('twin.json'), 'utf8'), 'Ä');
  });
});
