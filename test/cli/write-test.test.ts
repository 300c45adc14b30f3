import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { runBuiltCli, type CliResult } from '../support/cli.js';

const run = promisify(execFile);

describe('the test that validate writes', function () {
  this.timeout(180_000);
  let workspace: string;
  const place = (...parts: readonly string[]): string => path.join(workspace, ...parts);
  const cli = (...words: readonly string[]): Promise<CliResult> => {
    const env = { AGENT_MIGRATOR_STATE_DIR: `${workspace}-state` };
    return runBuiltCli([...words, '--workspace', workspace], { env });
  };
  const write = (name: string): Promise<CliResult> =>
    cli('validate', place('agents', `${name}.py`), '--json', '--allow-exec', '--write-test');
  /** What Python says of the test, in an environment that knows nothing of this project. */
  const unittest = async (name: string): Promise<{ readonly passes: boolean; readonly said: string }> => {
    const script = place('tests', `test_${name}_migration.py`);
    const options = { cwd: os.tmpdir(), env: { PATH: process.env['PATH'] ?? '', PYTHONDONTWRITEBYTECODE: '1' } };
    try {
      return { passes: true, said: (await run('python3', [script], options)).stderr };
    } catch (error) {
      return { passes: false, said: String((error as { readonly stderr?: string }).stderr) };
    }
  };

  beforeEach(async () => {
    workspace = await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-test-'));
    await cp('media/example-fleet', workspace, { recursive: true });
  });
  afterEach(async () => {
    await rm(workspace, { recursive: true, force: true });
    await rm(`${workspace}-state`, { recursive: true, force: true });
  });

  for (const { name, was, is } of [
    { name: 'intent_agent', was: '"confidence": 0.9', is: '"confidence": 0.8' },
    { name: 'memory_agent', was: '"status": "not_found"', is: '"status": "missing"' },
  ]) {
    it(`passes on the migrated ${name} and fails on a broken one`, async () => {
      assert.equal((await cli('migrate', place('agents', `${name}.py`))).code, 0);
      const { code, stdout, stderr } = await write(name);
      assert.equal(code, 0, stderr);
      assert.deepEqual(Object.keys(JSON.parse(stdout) as object), ['schemaVersion', 'path', 'checks']);
      assert.match(stderr, new RegExp(`tests/test_${name}_migration\\.py: \\d+ calls, for unittest`, 'u'));
      const sound = await unittest(name);
      assert.equal(sound.passes, true, sound.said);
      const file = place('agents', `${name}.py`);
      const migrated = await readFile(file, 'utf8');
      assert(migrated.includes(was));
      await writeFile(file, migrated.replaceAll(was, is));
      const broken = await unittest(name);
      assert.equal(broken.passes, false);
      assert.match(broken.said, /AssertionError/u);
    });
  }

  it('leaves a file alone that is there already', async () => {
    await mkdir(place('tests'));
    const test = place('tests', 'test_intent_agent_migration.py');
    await writeFile(test, '# mine\n');
    const { code, stdout, stderr } = await write('intent_agent');
    assert.equal(code, 3);
    assert.deepEqual(Object.keys(JSON.parse(stdout) as object), ['schemaVersion', 'error']);
    assert.match(stderr, /is there already and was left as it is/u);
    assert.equal(await readFile(test, 'utf8'), '# mine\n');
  });

  it('is pytest’s where the workspace has that, and a characterisation of an agent that is not migrated yet', async () => {
    await writeFile(place('requirements-dev.txt'), 'pytest\n');
    const { code, stderr } = await write('intent_agent');
    assert.equal(code, 0, stderr);
    const text = await readFile(place('tests', 'test_intent_agent_migration.py'), 'utf8');
    assert.match(text, /now, before a migration\./u);
    assert.match(text, /^def test_classify\(agent\):$/mu);
    await run('python3', ['-c', 'import ast, sys; ast.parse(sys.argv[1])', text]);
  });

  it('needs consent to run code of the workspace', async () => {
    const { code } = await cli('validate', place('agents', 'intent_agent.py'), '--write-test');
    assert.equal(code, 3);
    await assert.rejects(stat(place('tests')));
  });
});
