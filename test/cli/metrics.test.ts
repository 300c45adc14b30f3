import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const cli = path.resolve('dist/cli.js');
const run = promisify(execFile);

describe('agent-migrator metrics', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-metrics-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('serves the newest sample on the loopback interface until it is interrupted', async () => {
    const child = spawn(process.execPath, [cli, 'metrics', '--port', '0'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const exited = new Promise((resolve) => child.once('exit', resolve));
    const url = await new Promise<string>((resolve) => {
      let said = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        const found = /http:\S+\/metrics/.exec(said);
        if (found !== null) resolve(found[0]);
      });
    });
    let body = '';
    while (!body.includes('agent_migrator_up')) body = await (await fetch(url)).text();
    assert.match(body, /agent_migrator_cpus\{machine="[^"]+"\} \d+/);
    assert.equal((await fetch(url.replace('/metrics', '/'))).status, 404);
    child.kill('SIGINT');
    assert.equal(await exited, 130);
  });

  it('writes a whole file for the textfile collector and leaves nothing beside it', async () => {
    await run(process.execPath, [cli, 'metrics', '--once', '--textfile', 'agents.prom'], { cwd: folder });
    assert.deepEqual(await readdir(folder), ['agents.prom']);
    assert.match(await readFile(path.join(folder, 'agents.prom'), 'utf8'), /agent_migrator_up/);
  });

  it('refuses a port that is none', async () => {
    await assert.rejects(run(process.execPath, [cli, 'metrics', '--port', 'http'], { cwd: folder }), { code: 2 });
  });
});

describe('agent-migrator dashboards', () => {
  it('asks where to write', async () => {
    await assert.rejects(run(process.execPath, [cli, 'dashboards']), { code: 2 });
  });
});
