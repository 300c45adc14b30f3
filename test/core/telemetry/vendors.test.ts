import assert from 'node:assert/strict';
import { parseAmdCards, parseAmdMetrics } from '../../../src/core/telemetry/amd-smi.js';
import { parseAmdProcesses } from '../../../src/core/telemetry/amd-smi-processes.js';
import type { GpuProcessReport } from '../../../src/core/telemetry/gpu-process.js';
import type { GpuSample } from '../../../src/core/telemetry/gpu-sample.js';
import { joinReports } from '../../../src/core/telemetry/gpu-tool-outcome.js';
import { valueOf } from '../../../src/core/telemetry/reading.js';
import { parseRocm } from '../../../src/core/telemetry/rocm-smi.js';
import { parseXpuRows, xpuFields } from '../../../src/core/telemetry/xpu-smi.js';
import { parseXpuProcesses } from '../../../src/core/telemetry/xpu-smi-processes.js';
import { amdList, amdMetric, amdStatic, rocmAnswer } from '../../support/fake-gpu-tools.js';

function inShort(gpu: GpuSample | undefined): string {
  if (gpu === undefined) return 'nothing';
  const { totalMiB, usedMiB, freeMiB, utilizationPercent, temperatureCelsius, temperatureMarginCelsius } = gpu;
  const memory = [totalMiB, usedMiB, freeMiB, utilizationPercent];
  return [...memory, temperatureCelsius, temperatureMarginCelsius, gpu.powerWatts, gpu.powerLimitWatts]
    .map((one) => (one.status === 'ok' ? String(one.value) : one.status))
    .join(' ');
}

const cards = parseAmdCards(JSON.stringify(amdStatic), JSON.stringify(amdList));
const amd = (change = {}): GpuSample | undefined => parseAmdMetrics(JSON.stringify([amdMetric(0, change)]), cards)?.[0];

const inMiB = (report: GpuProcessReport): unknown =>
  report.status === 'ok'
    ? report.processes.map(({ gpuUuid, pid, usedMiB }) => [gpuUuid, pid, valueOf(usedMiB) ?? usedMiB.status])
    : report.status;

describe('processes on cards', () => {
  const amdProcess = (gpu: number, pid: number, bytes: unknown): unknown => ({
    gpu,
    process_list: [{ process_info: { name: 'python', pid, memory_usage: { vram_mem: bytes } } }],
  });
  const amdProcesses = (rows: unknown): unknown =>
    inMiB(parseAmdProcesses(JSON.stringify(rows), JSON.stringify(amdList)));
  const [{ uuid: card }] = amdList;

  it('of AMD are told in bytes, by the card of the list', () => {
    const gib = { value: 1024 ** 3, unit: 'B' };
    assert.deepEqual(amdProcesses([amdProcess(0, 7, gib), amdProcess(1, 7, { value: 3, unit: 'MB' })]), [
      [card, 7, 1024],
      ['AMD-1', 7, 3],
    ]);
    const idle = { gpu: 0, process_list: [{ process_info: 'No running processes detected' }] };
    assert.deepEqual(amdProcesses([idle]), []);
    assert.deepEqual(amdProcesses({ gpu_data: [idle] }), []);
  });

  it('that hold nothing anywhere are not counted by the driver', () => {
    const [none, some] = [0, 1024 ** 2].map((value) => ({ value, unit: 'B' }));
    assert.deepEqual(amdProcesses([amdProcess(0, 7, none), amdProcess(1, 8, some), amdProcess(2, 8, none)]), [
      [card, 7, 'unsupported'],
      ['AMD-1', 8, 1],
      ['AMD-2', 8, 0],
    ]);
    assert.deepEqual(amdProcesses([amdProcess(0, 7, 'N/A')]), [[card, 7, 'unsupported']]);
  });

  it('of Intel are told in kilobytes, by the number of the card', () => {
    const rows = parseXpuRows('0, 00000000-0000-0003-0000-0000e2118086, Arc, 24480, 12, 24468, 3, 43', xpuFields(''));
    const list = [{ device_id: 0, mem_size: 1_048_576, process_id: 9, process_name: 'python', shared_mem_size: 0 }];
    assert.deepEqual(inMiB(parseXpuProcesses(JSON.stringify({ device_util_by_proc_list: list }), rows ?? [])), [
      ['00000000-0000-0003-0000-0000e2118086', 9, 1000],
    ]);
    assert.deepEqual(inMiB(parseXpuProcesses('{"device_util_by_proc_list": []}', [])), []);
  });

  it('are not made of anything else', () => {
    for (const text of ['', 'ERROR', '[]', '{}', '{"process_list": 1}', '[{"gpu": 0}]', 'null', '[1, "x"]']) {
      assert.equal(parseAmdProcesses(text, '').status, 'fault', text);
      assert.equal(parseXpuProcesses(text, []).status, 'fault', text);
    }
  });
});

describe('cards of AMD', () => {
  it('are read with name, id, limits and a measured zero', () => {
    assert.equal(inShort(amd()), '196592 0 196592 0 47 53 141 750');
    assert.equal(amd()?.name, 'AMD Instinct MI300X');
    assert.equal(amd()?.uuid, '12ff74a1-0000-1000-80b1-9e4ca0ab0001');
    assert.equal(amd()?.driverVersion, '6.12.12');
  });

  it('are read from the answer of later versions, behind a warning too', () => {
    const text = `WARNING: not a member of the render group\n${JSON.stringify({ gpu_data: [amdMetric(0)] })}`;
    assert.equal(inShort(parseAmdMetrics(text, new Map())?.[0]), '196592 0 196592 0 47 unsupported 141 unsupported');
  });

  it('keep what is missing apart from zero', () => {
    const usage = (gfx: unknown) => inShort(amd({ usage: { gfx_activity: gfx } })).split(' ')[3];
    assert.deepEqual(
      ['N/A', '', null, 'Not Supported', 'Permission denied', 'ERR!', { value: 'N/A', unit: '%' }, 4294967295, 0].map(
        usage,
      ),
      ['unsupported', 'unsupported', 'unsupported', 'unsupported', 'denied', 'fault', 'unsupported', 'fault', '0'],
    );
    assert.equal(
      inShort(amd({ mem_usage: {}, temperature: {}, power: {} })).replace(/unsupported/g, '–'),
      '– – – 0 – – – 750',
    );
  });

  it('are told of by the older tool as well', () => {
    const [card] = parseRocm(JSON.stringify(rocmAnswer)) ?? [];
    assert.equal(inShort(card), '20464 27 20437 7 44 unsupported 23 303');
    assert.equal(card?.name, 'Radeon RX 7900 XT');
    const unknown = parseRocm('{"card0": {"GPU use (%)": "N/A", "VRAM Total Memory (B)": "18446744073709551615"}}');
    assert.match(inShort(unknown?.[0]), /^fault unsupported (fault|unsupported) unsupported unsupported/);
  });

  it('are not made of anything else', () => {
    for (const text of ['', 'ERROR', '[]', '{}', '{"gpu_data": 1}', '[{"gpu', '{"card0"', 'null', '[1, "x"]']) {
      assert.equal(parseAmdMetrics(text, cards), undefined, text);
      assert.equal(parseRocm(text), undefined, text);
    }
  });
});

describe('cards of Intel', () => {
  const list =
    'index\nuuid\nname\ndriver_version\nmemory.total\nmemory.used\nmemory.free\nutilization.gpu\ntemperature.gpu\npower.draw';

  it('speak the dialect of NVIDIA’s tool, with the fields that the tool names', () => {
    const fields = xpuFields(list);
    const row =
      '0, 00000000-0000-0003-0000-0000e2118086, Intel(R) Arc(TM) Pro B60 Graphics, 24480, 0, 24480, [N/A], 43, 1.6.33, 31.20';
    const [card] = parseXpuRows(row, fields) ?? [];
    assert.equal(inShort(card), '24480 0 24480 unsupported 43 unsupported 31.2 unsupported');
    assert.equal(card?.driverVersion, '1.6.33');
    assert.equal(parseXpuRows('Error: unknown field, x, y, z, a, b, c, d, e, f', fields), undefined);
  });

  it('are asked for what cannot be done without where the tool names nothing', () => {
    assert.ok(!xpuFields('').includes('power.draw'));
  });
});

describe('a machine with cards of several vendors', () => {
  const none = { status: 'none', text: 'nvidia-smi is not installed on this machine.' } as const;
  const fault = { status: 'fault', text: 'amd-smi failed.' } as const;
  const gpus = [amd()].filter((one) => one !== undefined);
  const ok = { status: 'ok', gpus, tookMs: 7 } as const;

  it('shows those that answer and says what is wrong with the others', () => {
    assert.deepEqual(joinReports([none, ok]), ok);
    assert.deepEqual(joinReports([ok, fault, ok]), { ...ok, gpus: [...gpus, ...gpus], trouble: 'amd-smi failed.' });
  });

  it('has no card when nobody finds one, and trouble when one cannot tell', () => {
    assert.deepEqual(joinReports([none, { ...none, text: 'other' }]), none);
    assert.deepEqual(joinReports([none, fault]), fault);
  });
});
