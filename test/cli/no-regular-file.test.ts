import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, realpath, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runBuiltCli, type CliResult } from '../support/cli.js';

/** Longer than any command here takes; whoever waits for a pipe waits for ever, and ends for no signal but this. */
const patienceMs = 30_000;

describe('the command line where a file is expected and something else stands', function () {
  this.timeout(2 * patienceMs);
  let folder: string;

  before(function () {
    if (process.platform === 'win32') this.skip();
  });
  beforeEach(async () => {
    folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-irregular-')));
    await cp('media/example-fleet', folder, { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function cli(...args: readonly string[]): Promise<CliResult> {
    const state = path.join(folder, '..', `${path.basename(folder)}-state`);
    let alarm: NodeJS.Timeout | undefined;
    try {
      return await runBuiltCli(args, {
        cwd: folder,
        env: { AGENT_MIGRATOR_STATE_DIR: state },
        meanwhile: (child) => (alarm = setTimeout(() => child.kill('SIGKILL'), patienceMs)),
      });
    } finally {
      clearTimeout(alarm);
      await rm(state, { recursive: true, force: true });
    }
  }

  async function put(name: string, make: (file: string) => Promise<unknown>): Promise<void> {
    const file = path.join(folder, name);
    await rm(file, { recursive: true, force: true });
    await mkdir(path.dirname(file), { recursive: true });
    await make(file);
  }
  const pipe = (file: string): Promise<unknown> => Promise.resolve(execFileSync('mkfifo', [file]));
  const endless = (file: string): Promise<void> => symlink('/dev/zero', file);
  const huge = async (file: string): Promise<void> => {
    await writeFile(file, '');
    await truncate(file, 2 ** 30);
  };

  for (const [what, make] of Object.entries({ pipe, endless, huge, folder: mkdir })) {
    it(`says that a configuration is none (${what})`, async () => {
      await put('agent-migrator.json', make);
      const { code, stderr } = await cli('assess');
      assert.equal(code, 2);
      assert.match(stderr, /agent-migrator\.json: the file cannot be read: it is no regular file, or far too large/u);
    });
  }

  for (const [what, make] of Object.entries({ pipe, huge })) {
    it(`assesses past ignore files, settings and repositories that are none (${what})`, async () => {
      for (const name of ['.gitignore', 'agents/.gitignore', 'package.json', 'agents/package.json', 'tsconfig.json']) {
        await put(name, make);
      }
      await put('.git/HEAD', make);
      const { code, stdout } = await cli('plan', 'agents/route-agent.ts', '--json');
      assert.notEqual(code, null);
      assert.match(stdout, /^\{"schemaVersion":1/u);
      const assessed = await cli('assess', '--json');
      assert.equal(assessed.code, 0);
      assert.match(assessed.stdout, /IntentAgent/u);
    });
  }

  it('acts on no journal that is none, and says what stands there', async () => {
    for (const make of [pipe, endless, huge]) {
      await put('.agent-migrator/journal.jsonl', make);
      for (const args of [['migrate', 'agents/intent_agent.py'], ['history'], ['store', 'verify']]) {
        const { code, stdout, stderr } = await cli(...args);
        assert.equal(code, 3, args.join(' '));
        assert.match(stdout + stderr, /(?:not a regular file|larger than 256 MiB), read '.*journal\.jsonl'/u);
      }
    }
  });

  it('writes nothing past a lock that is none', async () => {
    await put('.agent-migrator/lock/1', pipe);
    const { code, stdout } = await cli('migrate', 'agents/intent_agent.py');
    assert.equal(code, 3);
    assert.match(stdout, /not a regular file, read '.*lock\/1'/u);
  });
});
