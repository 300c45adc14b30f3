import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fullestGpu, type GpuSample, vramPercent } from '../../../src/core/telemetry/gpu-sample.js';
import { interpretRun } from '../../../src/core/telemetry/nvidia-smi-outcome.js';
import { basicFields, fullFields, parseGpuRows } from '../../../src/core/telemetry/nvidia-smi-query.js';
import { valueOf } from '../../../src/core/telemetry/reading.js';
import { alertLevel, defaultGpuThresholds } from '../../../src/core/telemetry/threshold.js';
import type { ToolRun } from '../../../src/core/telemetry/tool-run.js';

const idleH200 = '0, GPU-aa, NVIDIA H200, 590.48.01, 143771, 614, 0, 143158, 0, 28, 77.71, 700.00, Disabled';
const mig = '1, GPU-bb, NVIDIA H200, 590.48.01, 143771, 614, 16959, 126199, [N/A], 41, 295.00, 700.00, Enabled';

function run(change: Partial<ToolRun>): ToolRun {
  return { exitCode: 0, stdout: '', stderr: '', tookMs: 7, ...change };
}

function gpusOf(stdout: string): readonly GpuSample[] {
  const { report } = interpretRun(run({ stdout }), fullFields);
  if (report.status !== 'ok') assert.fail(report.text);
  return report.gpus;
}

describe('the answer of nvidia-smi', () => {
  it('keeps the zero of an idle card a measured zero', () => {
    const [gpu] = gpusOf(`${idleH200}\n`);
    assert.deepEqual(gpu?.usedMiB, { status: 'ok', value: 0 });
    assert.deepEqual(gpu.utilizationPercent, { status: 'ok', value: 0 });
  });

  it('reads CRLF, a byte order mark and several cards', () => {
    const gpus = gpusOf(`\uFEFF${idleH200}\r\n${mig}\r\n`);
    assert.deepEqual(
      gpus.map((gpu) => [gpu.uuid, gpu.migEnabled]),
      [
        ['GPU-aa', false],
        ['GPU-bb', true],
      ],
    );
  });

  it('gives surplus commas to the name of the card', () => {
    const [gpu] = gpusOf(idleH200.replace('NVIDIA H200', 'Card, with, commas'));
    assert.equal(gpu?.name, 'Card, with, commas');
    assert.deepEqual(gpu.totalMiB, { status: 'ok', value: 143771 });
  });

  it('measures VRAM against what can be used, so that a small card can reach the critical level', () => {
    const [gpu] = gpusOf('0, GPU-cc, RTX 2080 SUPER, 535.1, 8192, 400, 7600, 192, 99, 70, 200, 250, [N/A]');
    assert.ok(gpu);
    assert.equal(valueOf(vramPercent(gpu))?.toFixed(1), '97.5');
    assert.equal(alertLevel(gpu, defaultGpuThresholds), 'critical');
  });

  it('does not alarm exactly at a threshold', () => {
    const at = (used: number) =>
      gpusOf(`0, GPU-cc, X, 535.1, 1000, 0, ${used}, ${1000 - used}, 1, 80, 1, 1, [N/A]`).map((gpu) =>
        alertLevel(gpu, defaultGpuThresholds),
      );
    assert.deepEqual([at(850), at(851), at(950), at(951)], [['normal'], ['warning'], ['warning'], ['critical']]);
  });

  it('finds the fullest card and never prefers one that could not be measured', () => {
    assert.equal(fullestGpu(gpusOf(`${idleH200}\n${mig}`))?.uuid, 'GPU-bb');
    assert.equal(fullestGpu(gpusOf(`${idleH200.replace(', 0, 143158', ', [N/A], [N/A]')}\n${mig}`))?.uuid, 'GPU-bb');
  });

  for (const [cell, status] of [
    ['[N/A]', 'unsupported'],
    ['N/A', 'unsupported'],
    ['[Not Supported]', 'unsupported'],
    ['[Function Not Found]', 'unsupported'],
    ['[Requested functionality has been deprecated]', 'unsupported'],
    ['Not available in WDDM driver model', 'unsupported'],
    ['', 'unsupported'],
    ['[Insufficient Permissions]', 'denied'],
    ['[Unknown Error]', 'fault'],
    ['ERR!', 'fault'],
    ['[GPU is lost]', 'fault'],
    ['18446744073709551615', 'fault'],
    ['42', 'ok'],
  ] as const) {
    it(`takes "${cell}" for ${status}`, () => {
      const { gpus } = parseGpuRows(idleH200.replace(', 143158,', `, ${cell},`), fullFields);
      assert.equal(gpus[0]?.freeMiB.status, status);
    });
  }

  it('rejects a row that was cut off', () => {
    assert.deepEqual(parseGpuRows(idleH200.slice(0, 40), fullFields).gpus, []);
  });

  it('never throws and never invents a reading from noise', () => {
    fc.assert(
      fc.property(fc.string(), (noise) => {
        const { gpus } = parseGpuRows(noise, basicFields);
        assert.ok(gpus.every((gpu) => noise.includes(gpu.uuid)));
      }),
    );
  });
});

describe('the ways in which nvidia-smi fails', () => {
  const cases: readonly (readonly [string, Partial<ToolRun>, 'none' | 'fault', RegExp])[] = [
    ['a missing tool is no GPU', { exitCode: undefined, failure: 'not-found' }, 'none', /not installed/],
    ['no device is no GPU', { exitCode: 6, stdout: 'No devices were found\n' }, 'none', /No NVIDIA GPU/],
    [
      'a driver that is not running is a fault',
      { exitCode: 9, stdout: "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver." },
      'fault',
      /driver is not loaded/,
    ],
    [
      'a version mismatch says what helps',
      { exitCode: 18, stdout: 'Failed to initialize NVML: Driver/library version mismatch' },
      'fault',
      /restart/,
    ],
    ['a lost GPU is a fault', { exitCode: 15, stderr: 'Unable to determine the device handle' }, 'fault', /fallen off/],
    ['a hang is a fault', { exitCode: undefined, failure: 'timeout', tookMs: 4000 }, 'fault', /no answer in 4 s/],
    ['silence is a fault', {}, 'fault', /nothing/],
    ['garbage is a fault', { stdout: '<html>' }, 'fault', /something else: <html>/],
  ];
  for (const [name, change, status, text] of cases) {
    it(name, () => {
      const { report } = interpretRun(run(change), fullFields);
      assert.equal(report.status, status);
      assert.match('text' in report ? report.text : '', text);
    });
  }

  it('never reads the output of a failed run as data', () => {
    assert.equal(interpretRun(run({ exitCode: 255, stdout: idleH200 }), fullFields).report.status, 'fault');
  });

  it('asks again with basic fields when the driver does not know one', () => {
    const stdout = 'Field "memory.reserved" is not a valid field to query.';
    assert.equal(interpretRun(run({ exitCode: 2, stdout }), fullFields).retryWithBasicFields, true);
  });
});
