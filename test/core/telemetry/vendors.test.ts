import assert from 'node:assert/strict';
import { parseAmdCards, parseAmdMetrics } from '../../../src/core/telemetry/amd-smi.js';
import type { GpuSample } from '../../../src/core/telemetry/gpu-sample.js';
import { joinReports } from '../../../src/core/telemetry/gpu-tool-outcome.js';
import { parseRocm } from '../../../src/core/telemetry/rocm-smi.js';
import { parseXpuRows, xpuFields } from '../../../src/core/telemetry/xpu-smi.js';
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
