import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gpuToolsOnPath } from '../../../src/core/telemetry/gpu-tool-paths.js';
import { GpuProcessList } from '../../../src/node/telemetry/gpu-process-list.js';
import { gpuProcessTools } from '../../../src/node/telemetry/gpu-process-tools.js';
import { amdList, installFakeTool } from '../../support/fake-gpu-tools.js';

const { signal } = new AbortController();
const json = (value: unknown) => ({ stdout: JSON.stringify(value) });
const onAmd = [
  {
    gpu: 0,
    process_list: [
      { process_info: { name: 'python', pid: 7, memory_usage: { vram_mem: { value: 2 ** 31, unit: 'B' } } } },
    ],
  },
];
const onIntel = { device_util_by_proc_list: [{ device_id: 0, mem_size: 5242, process_id: 9, process_name: 'python' }] };
const cardOfIntel = '0, 00000000-0000-0003-0000-0000e2118086, Arc, 24480, 12, 24468, 3, 43\n';
const intelQuery = '--query-gpu=index,uuid,name,memory.total,memory.used,memory.free,utilization.gpu,temperature.gpu';

describe('the processes on the GPUs of a machine', () => {
  const usualPath = process.env['PATH'];
  let folder: string;
  let nowMs = 0;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-processes-'));
    process.env['PATH'] = folder;
  });
  afterEach(async () => {
    process.env['PATH'] = usualPath;
    await rm(folder, { recursive: true, force: true });
  });

  const list = () => new GpuProcessList(gpuProcessTools(gpuToolsOnPath), () => nowMs);
  const pids = async (from = list()) => (await from.read(signal))?.map(({ pid, gpuUuid }) => [pid, gpuUuid]);

  it('are not known where no tool is', async () => assert.equal(await pids(), undefined));

  it('are those of all vendors together', async () => {
    await installFakeTool(folder, 'amd-smi', { process: json(onAmd), list: json(amdList) });
    await installFakeTool(folder, 'xpu-smi', { ps: json(onIntel), [intelQuery]: { stdout: cardOfIntel } });
    await installFakeTool(folder, 'nvidia-smi', {
      '--query-compute-apps=gpu_uuid,pid,process_name,used_gpu_memory': { stdout: 'GPU-a, 3, python, 100\n' },
    });
    assert.deepEqual(await pids(), [
      [3, 'GPU-a'],
      [7, amdList[0].uuid],
      [9, '00000000-0000-0003-0000-0000e2118086'],
    ]);
  });

  it('are not known as long as one tool that finds cards is in trouble, and a tool without cards is no trouble', async () => {
    await installFakeTool(folder, 'amd-smi', { process: json(onAmd), list: json(amdList) });
    await installFakeTool(folder, 'xpu-smi', { ps: { stderr: 'Level Zero Initialization Error', exitCode: 1 } });
    assert.equal(await pids(), undefined);
    await installFakeTool(folder, 'xpu-smi', { ps: { stderr: 'No device discovered', exitCode: 1 } });
    assert.deepEqual(await pids(), [[7, amdList[0].uuid]]);
  });

  it('are asked for every fifteen seconds', async () => {
    await installFakeTool(folder, 'amd-smi', { process: json(onAmd), list: json(amdList) });
    const processes = list();
    assert.equal((await pids(processes))?.length, 1);
    await installFakeTool(folder, 'amd-smi', { process: json([{ gpu: 0, process_list: [] }]), list: json(amdList) });
    nowMs = 14_999;
    assert.equal((await pids(processes))?.length, 1);
    nowMs = 15_000;
    assert.equal((await pids(processes))?.length, 0);
  });
});
