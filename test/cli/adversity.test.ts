import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runBuiltCli, type CliResult } from '../support/cli.js';

describe('the command line in adverse surroundings', function () {
  this.timeout(60_000);
  let folder: string;

  beforeEach(async () => {
    folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-test-')));
    await cp('media/example-fleet', folder, { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const cli = (...args: readonly string[]): Promise<CliResult> => runBuiltCli(args, { cwd: folder });

  it('takes an empty argument or value for a mistake, never for the whole folder', async () => {
    for (const args of [
      ['migrate', ''],
      ['assess', ''],
      ['history', '--workspace', ''],
      ['recover', '--keep', ''],
    ]) {
      const { code, stdout } = await cli(...args, '--json');
      assert.equal(code, 2, args.join(' '));
      assert.match(stdout, /^\{"schemaVersion":1,"error":\{"code":"usage","message":"[^\n]*\bempty\b/u);
    }
    assert(!(await readdir(folder)).includes('.agent-migrator'));
  });

  it('takes a file that holds no source for a mistake, not for a broken agent', async () => {
    for (const command of ['assess', 'plan', 'migrate']) {
      const { code, stderr } = await cli(command, 'README.md');
      assert.equal(code, 2, command);
      assert.match(stderr, /^README\.md was passed over: only \.py, .* files are \w+\.$/mu);
    }
  });

  it('does its work when nobody listens to its remarks', async () => {
    const { code, stdout } = await runBuiltCli(['assess', 'README.md', 'agents/intent_agent.py'], {
      cwd: folder,
      meanwhile: ({ stderr }) => stderr.destroy(),
    });
    assert.equal(code, 0);
    assert.match(stdout, /IntentAgent/u);
  });

  it('says in one line that a result could not be written', function () {
    if (process.platform !== 'linux') this.skip();
    for (const more of ['', ' --json']) {
      const script = `"${process.execPath}" "${path.resolve('dist/cli.js')}" history${more} > /dev/full`;
      const { status, stderr } = spawnSync('sh', ['-c', script], { cwd: folder, encoding: 'utf8' });
      assert.equal(status, 1);
      assert.match(stderr, /^agent-migrator: The result could not be written: .*ENOSPC.*\n$/mu);
      assert.doesNotMatch(stderr, /^ {4}at /mu);
    }
  });

  it('says that the current folder is gone', async function () {
    if (process.platform === 'win32') this.skip();
    const gone = path.join(folder, 'gone');
    await mkdir(gone);
    const program = `"${process.execPath}" "${path.resolve('dist/cli.js')}"`;
    const script = `cd "${gone}" && rmdir "${gone}" && ${program} history --json`;
    const { status, stdout } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
    assert.equal(status, 2);
    assert.match(stdout, /"code":"usage","message":"The workspace .*gone.* is not a folder/u);
  });

  it('refuses with what is in the way, and calls that no defect', async () => {
    const { code, stdout, stderr } = await cli('dashboards', '--out', 'README.md', '--json');
    assert.equal(code, 3);
    assert.match(stdout, /"code":"read-only","message":"[^"]*README\.md/u);
    assert.doesNotMatch(stderr, /defect/u);
  });
});
