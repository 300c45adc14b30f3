import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { GpuReport } from '../../../src/core/telemetry/telemetry-sample.js';
import { type GpuTool, GpuToolSampler } from '../../../src/node/telemetry/gpu-tool-sampler.js';
import { AmdSmi, RocmSmi, XpuSmi } from '../../../src/node/telemetry/vendor-tools.js';
import { amdList, amdMetric, amdStatic, installFakeTool, rocmAnswer } from '../../support/fake-gpu-tools.js';

const { signal } = new AbortController();
const json = (value: unknown) => ({ stdout: JSON.stringify(value) });

describe('tools of other vendors, found on PATH', () => {
  const usualPath = process.env['PATH'];
  let folder: string;
  let nowMs: number;
  beforeEach(async () => {
    nowMs = 0;
    folder = await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-vendors-'));
    process.env['PATH'] = folder;
  });
  afterEach(async () => {
    process.env['PATH'] = usualPath;
    await rm(folder, { recursive: true, force: true });
  });

  const sampler = (...tools: readonly GpuTool[]) => new GpuToolSampler(tools, () => nowMs);
  const namesIn = (report: GpuReport) => (report.status === 'ok' ? report.gpus.map(({ name }) => name) : report.status);

  it('are no trouble when they are not installed', async () => {
    assert.equal((await sampler(new AmdSmi('amd-smi'), new RocmSmi('rocm-smi')).sample(signal)).status, 'none');
    assert.equal((await sampler(new XpuSmi('xpu-smi')).sample(signal)).status, 'none');
  });

  it('tell of a card of AMD, with its name and id', async () => {
    const answers = { metric: json([amdMetric(0)]), static: json(amdStatic), list: json(amdList) };
    await installFakeTool(folder, 'amd-smi', answers);
    const report = await sampler(new AmdSmi('amd-smi'), new RocmSmi('rocm-smi')).sample(signal);
    assert.deepEqual(namesIn(report), ['AMD Instinct MI300X']);
  });

  it('are found where they were said to be', async () => {
    await installFakeTool(folder, 'amd-smi', { metric: json([amdMetric(0)]) });
    process.env['PATH'] = usualPath;
    assert.equal((await sampler(new AmdSmi('amd-smi')).sample(signal)).status, 'none');
    assert.equal((await sampler(new AmdSmi(path.join(folder, 'amd-smi'))).sample(signal)).status, 'ok');
  });

  it('fall back on the older tool of AMD, where the newer one is missing or in trouble', async () => {
    await installFakeTool(folder, 'rocm-smi', { '--showuniqueid': json(rocmAnswer) });
    assert.deepEqual(namesIn(await sampler(new AmdSmi('amd-smi'), new RocmSmi('rocm-smi')).sample(signal)), [
      'Radeon RX 7900 XT',
    ]);
    await installFakeTool(folder, 'amd-smi', { metric: { stderr: 'Traceback', exitCode: 1 } });
    assert.deepEqual(namesIn(await sampler(new AmdSmi('amd-smi'), new RocmSmi('rocm-smi')).sample(signal)), [
      'Radeon RX 7900 XT',
    ]);
  });

  it('tell of a card of Intel', async () => {
    const row = '0, 00000000-0000-0003-0000-0000e2118086, Intel(R) Arc(TM) B60, 24480, 12, 24468, 3, 43';
    const fields = 'index,uuid,name,memory.total,memory.used,memory.free,utilization.gpu,temperature.gpu';
    await installFakeTool(folder, 'xpu-smi', { '--query-gpu': {}, [`--query-gpu=${fields}`]: { stdout: `${row}\n` } });
    assert.deepEqual(namesIn(await sampler(new XpuSmi('xpu-smi')).sample(signal)), ['Intel(R) Arc(TM) B60']);
  });

  it('are in trouble when they fail or print something else, and find nothing when they say so', async () => {
    const answers = [
      [{ stderr: 'ERROR: driver not initialized', exitCode: 1 }, 'fault'],
      [{ stdout: 'hello' }, 'fault'],
      [{ stdout: '' }, 'fault'],
      [{ stdout: JSON.stringify([amdMetric(0)]).slice(0, 60) }, 'fault'],
      [{ stderr: 'No AMD GPUs detected', exitCode: 1 }, 'none'],
    ] as const;
    for (const [metric, status] of answers) {
      await installFakeTool(folder, 'amd-smi', { metric });
      assert.equal((await sampler(new AmdSmi('amd-smi')).sample(signal)).status, status, JSON.stringify(metric));
    }
  });

  it('are asked again after a minute when there was nothing, and as often as they are cheap when there was', async () => {
    const counted = { runs: 0, took: 500, status: 'none' as 'none' | 'ok' };
    const tool: GpuTool = {
      measure: () => {
        counted.runs += 1;
        const none = { status: 'none', text: '' } as const;
        return Promise.resolve(counted.status === 'ok' ? { status: 'ok', gpus: [], tookMs: counted.took } : none);
      },
    };
    const asked = sampler(tool);
    const at = async (ms: number): Promise<number> => {
      nowMs = ms;
      await asked.sample(signal);
      return counted.runs;
    };
    assert.deepEqual([await at(0), await at(59_000), await at(60_000)], [1, 1, 2]);
    counted.status = 'ok';
    assert.deepEqual([await at(120_000), await at(125_000), await at(130_000)], [3, 3, 4]);
  });
});
