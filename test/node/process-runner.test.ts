import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runProcess } from '../../src/node/process-runner.js';

/** Starts another process that outlives it, says that one's number, and does not end itself. */
const parent = (file: string): string => `
  const { spawn } = require('node:child_process');
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  require('node:fs').writeFileSync(${JSON.stringify(file)}, String(child.pid));
  process.stdout.write('x'.repeat(100));
  setInterval(() => {}, 1000);`;

describe('a process that is run', function () {
  this.timeout(30_000);
  let folder = '';
  beforeEach(async () => (folder = await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-test-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is ended with everything it started when it passes a limit', async function () {
    if (process.platform === 'win32') this.skip();
    const file = path.join(folder, 'pid');
    const request = {
      command: process.execPath,
      arguments: ['-e', parent(file)],
      cwd: folder,
      environment: process.env,
      timeoutMs: 20_000,
      maxOutputBytes: 10,
    };
    const { status } = await runProcess(request, new AbortController().signal);
    assert.equal(status, 'too-much-output');
    const pid = Number(await readFile(file, 'utf8'));
    await assert.doesNotReject(gone(pid), 'what it started is still there');
  });
});

/** Resolves when there is no such process any more, or one that only waits to be collected. */
async function gone(pid: number): Promise<void> {
  for (let round = 0; round < 1000; round++) {
    const state = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => ') Z');
    if (process.platform !== 'linux' || /\) [ZX]/u.test(state)) return;
    await new Promise(setImmediate);
  }
  throw new Error(`Process ${pid} goes on.`);
}
