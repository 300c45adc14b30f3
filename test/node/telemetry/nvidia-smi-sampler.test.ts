import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { NvidiaSmiSampler } from '../../../src/node/telemetry/nvidia-smi-sampler.js';

const idle = 'GPU-aa, NVIDIA H200, 590.48.01, 143771, 614, 0, 143158, 0, 28, 77.71, 700.00, Disabled';

describe('the nvidia-smi sampler, with an executable in its place', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-smi-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** A stand-in for the tool that counts its runs. */
  async function tool(script: string, mode = 0o755): Promise<string> {
    const file = path.join(folder, 'nvidia-smi');
    await writeFile(file, `#!/bin/sh\necho run >> "${folder}/runs"\n${script}\n`);
    await chmod(file, mode);
    return file;
  }
  const runs = async () => (await readFile(path.join(folder, 'runs'), 'utf8').catch(() => '')).split('\n').length - 1;
  const signal = new AbortController().signal;

  it('reports the cards of one run and shares a run under way', async () => {
    const sampler = new NvidiaSmiSampler(await tool(`sleep 0.1; echo '0, ${idle}'`), () => 0);
    const [first, second] = await Promise.all([sampler.sample(signal), sampler.sample(signal)]);
    assert.equal(first, second);
    assert.equal(first.status, 'ok');
    assert.equal(await runs(), 1);
  });

  it('takes an absent tool for a machine without a GPU', async () => {
    const report = await new NvidiaSmiSampler(path.join(folder, 'nothing-here'), () => 0).sample(signal);
    assert.equal(report.status, 'none');
  });

  it('takes a tool that may not be run for a fault', async () => {
    const report = await new NvidiaSmiSampler(folder, () => 0).sample(signal);
    assert.equal(report.status, 'fault');
  });

  it('does not ask a failing tool again before the back-off is over', async () => {
    let nowMs = 0;
    const sampler = new NvidiaSmiSampler(await tool('echo broken; exit 9'), () => nowMs);
    await sampler.sample(signal);
    nowMs = 4999;
    assert.equal((await sampler.sample(signal)).status, 'fault');
    assert.equal(await runs(), 1);
    nowMs = 5000;
    await sampler.sample(signal);
    assert.equal(await runs(), 2);
  });

  it('falls back to basic fields on an old driver', async () => {
    const script = `case "$1" in *memory.reserved*) echo 'Field "memory.reserved" is not a valid field to query.'; exit 2;; esac
echo '0, GPU-aa, GeForce, 8192, 10, 8182, 0, 40'`;
    const report = await new NvidiaSmiSampler(await tool(script), () => 0).sample(signal);
    assert.equal(report.status, 'ok');
    assert.equal(report.gpus[0]?.reservedMiB.status, 'unsupported');
  });

  it('ends a tool that floods its output', async () => {
    const report = await new NvidiaSmiSampler(await tool('yes garbage'), () => 0).sample(signal);
    assert.equal(report.status, 'fault');
    assert.match(report.text, /far more/);
  });

  it('stops waiting when it is told to', async () => {
    const stop = new AbortController();
    const pending = new NvidiaSmiSampler(await tool('sleep 30'), () => 0).sample(stop.signal);
    stop.abort();
    assert.equal((await pending).status, 'fault');
  });
});
