import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { amdList, amdMetric, amdStatic, installFakeTool } from '../support/fake-gpu-tools.js';

const amdMetrics = [amdMetric(0)];
const cli = path.resolve('dist/cli.js');
const run = promisify(execFile);

describe('agent-migrator telemetry', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-telemetry-'));
    const row = '0, GPU-aa, NVIDIA H200, 590.48.01, 143771, 614, 32362, 110796, 100, 52, 627.40, 700.00, Disabled';
    await writeFile(path.join(folder, 'nvidia-smi'), `#!/bin/sh\necho '${row}'\n`);
    await chmod(path.join(folder, 'nvidia-smi'), 0o755);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('prints one document with measured values', async () => {
    const env = { ...process.env, PATH: `${folder}${path.delimiter}${process.env['PATH'] ?? ''}` };
    const { stdout } = await run(process.execPath, [cli, 'telemetry', '--json'], { env });
    const { sample } = JSON.parse(stdout) as { sample: { gpu: { status: string; gpus: unknown[] }; host: unknown } };
    assert.equal(sample.gpu.status, 'ok');
    assert.equal(sample.gpu.gpus.length, 1);
  });

  it('measures a card of another vendor beside it, and one alone', async () => {
    const amd = path.join(folder, 'amd');
    await mkdir(amd, { recursive: true });
    const answers = { metric: amdMetrics, static: amdStatic, list: amdList };
    const said = Object.entries(answers).map(([word, answer]) => [word, { stdout: JSON.stringify(answer) }] as const);
    await installFakeTool(amd, 'amd-smi', Object.fromEntries(said));
    const namesWith = async (...folders: readonly string[]): Promise<readonly string[]> => {
      const env = { PATH: [...folders, '/bin', '/usr/bin'].join(path.delimiter) };
      const { stdout } = await run(process.execPath, [cli, 'telemetry', '--json'], { env });
      const { sample } = JSON.parse(stdout) as { sample: { gpu: { gpus: readonly { name: string }[] } } };
      return sample.gpu.gpus.map(({ name }) => name);
    };
    assert.deepEqual(await namesWith(amd), ['AMD Instinct MI300X']);
    assert.deepEqual(await namesWith(folder, amd), ['NVIDIA H200', 'AMD Instinct MI300X']);
  });

  it('is calm on a machine without a GPU', async () => {
    const env = { PATH: path.join(folder, 'nothing') };
    const { stdout } = await run(process.execPath, [cli, 'telemetry', '--once'], { env });
    assert.match(stdout, /This machine\n\s+CPU\s+\d+ % of \d+ cores/);
    assert.match(stdout, /nvidia-smi is not installed on this machine/);
  });

  it('refuses an interval that is none', async () => {
    await assert.rejects(run(process.execPath, [cli, 'telemetry', '--interval', 'soon']), { code: 2 });
  });
});
