import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const cli = path.resolve('dist/cli.js');
const fleet = path.resolve('media/example-fleet');
const run = promisify(execFile);

describe('agent-migrator contract', function () {
  this.timeout(20_000);
  let folder: string;
  const contract = async (...args: readonly string[]): Promise<{ readonly stdout: string; readonly stderr: string }> =>
    await run(process.execPath, [cli, 'contract', ...args], {
      cwd: folder,
      env: { ...process.env, XDG_CACHE_HOME: path.join(folder, 'cache') },
    });

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-contract-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('prints one document with the contract of the workspace', async () => {
    const { stdout } = await contract('--workspace', fleet, '--json');
    const document: unknown = JSON.parse(stdout);
    assert.ok(typeof document === 'object' && document !== null);
    assert.deepEqual(Object.keys(document), ['schemaVersion', 'source', 'contract', 'notes']);
    assert.deepEqual(
      { ...document, contract: undefined },
      {
        schemaVersion: 1,
        source: 'common/core/base_agent.py:BaseAgent',
        contract: undefined,
        notes: [],
      },
    );
  });

  it('falls back to the documented contract, and says why nothing could be migrated onto it', async () => {
    const { stdout } = await contract();
    assert.match(stdout, /^Source\s+default$/m);
    assert.match(stdout, /from common\.core\.base_agent import BaseAgent" finds no module/);
  });

  it('infers a class that is named, and the one that a configuration names', async () => {
    await writeFile(
      path.join(folder, 'base.py'),
      'class Worker:\n    def __init__(self, port=1):\n        self.port = port\n',
    );
    await writeFile(path.join(folder, 'agent-migrator.json'), '{ "contract": "base.py:Worker", "contarct": 1 }');
    const named = await contract('base.py:Worker');
    const configured = await contract();
    assert.equal(named.stdout, configured.stdout);
    assert.match(named.stdout, /^Import\s+from base import Worker$/m);
    assert.match(named.stderr, /"contarct" is unknown and was passed over. Did you mean "contract"\?/);
  });

  it('writes what it inferred where it is read from again, for some files too', async () => {
    const base = (name: string): string =>
      `class ${name}:\n    def __init__(self, port=1):\n        self.port = port\n`;
    await writeFile(path.join(folder, 'base.py'), base('Worker'));
    await writeFile(path.join(folder, 'other.py'), base('Helper'));
    const inferred = await contract('base.py:Worker', '--write');
    assert.match(inferred.stderr, /Written to .*agent-migrator\.json/);
    assert.match((await contract()).stdout, /^Import\s+from base import Worker$/m);
    assert.match((await contract()).stdout, /^Source\s+agent-migrator\.json$/m);
    await contract('other.py:Helper', '--write', '--for', 'other*.py', '--json');
    assert.match((await contract('other.py')).stdout, /^Import\s+from other import Helper$/m);
    assert.match((await contract('base.py')).stdout, /^Import\s+from base import Worker$/m);
  });

  it('writes no contract that cannot be relied on', async () => {
    await assert.rejects(contract('--write'), { code: 3 });
    await writeFile(path.join(folder, 'base.py'), 'class Worker:\n    def __init__(self:\n        pass\n');
    await assert.rejects(contract('base.py:Worker', '--write'), { code: 3 });
    await assert.rejects(readFile(path.join(folder, 'agent-migrator.json')), { code: 'ENOENT' });
    await assert.rejects(contract('--for', '**'), { code: 2 });
  });

  it('refuses a class that is not there with the one that may be meant', async () => {
    await writeFile(path.join(folder, 'base.py'), 'class Worker: pass\n');
    await assert.rejects(contract('base.py:Wroker'), { code: 3, stderr: /Did you mean Worker\?/ });
  });

  it('takes neither a file that does not exist nor a configuration that cannot be used', async () => {
    await assert.rejects(contract('nowhere.py:Worker'), { code: 2 });
    await writeFile(path.join(folder, 'agent-migrator.json'), '{ "contract": "no class" }');
    await assert.rejects(contract(), { code: 2, stderr: /contract must name a class/ });
  });
});
