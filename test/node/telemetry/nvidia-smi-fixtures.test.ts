import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseProcesses, processArguments } from '../../../src/core/telemetry/nvidia-smi-processes.js';
import type { GpuSample } from '../../../src/core/telemetry/gpu-sample.js';
import type { GpuReport } from '../../../src/core/telemetry/telemetry-sample.js';
import { alertLevel, defaultGpuThresholds } from '../../../src/core/telemetry/threshold.js';
import { NvidiaSmiSampler } from '../../../src/node/telemetry/nvidia-smi-sampler.js';
import { runTool } from '../../../src/node/telemetry/run-tool.js';
import { installFakeSmi } from '../../support/fake-nvidia-smi.js';
import { smiFixtures, type SmiFixtureName } from '../../support/nvidia-smi-fixtures.js';

const signal = new AbortController().signal;

/** Every reading of a card in short: a number, or how it is missing. */
function inShort(gpu: GpuSample): string {
  const readings = [
    gpu.totalMiB,
    gpu.reservedMiB,
    gpu.usedMiB,
    gpu.freeMiB,
    gpu.utilizationPercent,
    gpu.temperatureCelsius,
    gpu.temperatureMarginCelsius,
    gpu.powerWatts,
    gpu.powerLimitWatts,
  ];
  return readings.map((one) => (one.status === 'ok' ? String(one.value) : one.status)).join(' ');
}

/** What a second look at the card says: the first one asks no more than it must. */
const cards: readonly (readonly [SmiFixtureName, readonly string[]])[] = [
  ['h200-idle', ['143771 614 0 143158 0 28 59 77.71 700']],
  ['h200-load', ['143771 614 32362 110796 100 52 35 627.4 700']],
  ['h200-mig', ['143771 614 16959 126198 unsupported 41 48 295 700']],
  ['a100-mig-unpriv', ['denied unsupported denied denied unsupported 47 unsupported unsupported unsupported']],
  ['two-gpu', ['143771 614 0 143158 0 28 59 77.71 700', '143771 614 134569 8589 100 84 35 627.4 700']],
  ['rtx2080s-linux', ['8192 400 211 7582 3 38 unsupported 12.1 250']],
  ['win-wddm', ['8192 205 702 7286 3 38 unsupported 12.1 unsupported']],
  ['gtx1650-laptop', ['4096 400 1 3962 fault 38 unsupported 1.78 unsupported']],
  ['wsl2', ['16376 400 14360 1700 fault 38 unsupported 12.1 250']],
  ['gb10-unified', ['unsupported unsupported unsupported unsupported 0 35 unsupported 11.17 unsupported']],
  ['old-driver', ['8192 unsupported 211 7582 3 38 unsupported 12.1 250']],
  ['bom', ['143771 614 0 143158 0 28 unsupported 77.71 700']],
  ['late', ['143771 614 0 143158 0 28 59 77.71 700']],
];

const failures: readonly (readonly [SmiFixtureName, 'none' | 'fault', RegExp])[] = [
  ['driver-not-running', 'fault', /driver is not loaded/],
  ['version-mismatch', 'fault', /restart of the machine/],
  ['lost-cgroup', 'fault', /Unknown Error/],
  ['no-devices', 'none', /No NVIDIA GPU/],
  ['gpu-lost', 'fault', /fallen off the bus.*Reboot the system/],
  ['handle-error', 'fault', /device handle/],
  ['cut-off', 'fault', /something else/],
  ['silent', 'fault', /answered nothing/],
  ['garbage', 'fault', /far more/],
];

describe('every nvidia-smi that was met', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-fixture-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function look(name: SmiFixtureName, times: number): Promise<GpuReport> {
    const sampler = new NvidiaSmiSampler(await installFakeSmi(folder, smiFixtures[name]), () => 0);
    for (let i = 1; i < times; i++) await sampler.sample(signal);
    const report = await sampler.sample(signal);
    sampler.dispose();
    return report;
  }
  async function cardsOf(name: SmiFixtureName, times = 2): Promise<readonly GpuSample[]> {
    const report = await look(name, times);
    if (report.status !== 'ok') assert.fail(report.text);
    return report.gpus;
  }

  for (const [name, expected] of cards) {
    it(`${name}: every value is a number or says why it is none`, async () => {
      assert.deepEqual((await cardsOf(name)).map(inShort), expected);
    });
  }

  for (const [name, status, text] of failures) {
    it(`${name}: ${status}`, async () => {
      const report = await look(name, 1);
      assert.equal(report.status, status);
      assert.match('text' in report ? report.text : '', text);
    });
  }

  it('counts the memory of a MIG instance once, however many compute instances share it', async () => {
    const [card] = await cardsOf('h200-mig', 1);
    assert.deepEqual(
      card?.slices.map(({ instance, usedMiB, freeMiB }) => [instance, usedMiB, freeMiB]),
      [
        ['2', { status: 'ok', value: 16_925 }, { status: 'ok', value: 54_499 }],
        ['3', { status: 'ok', value: 17 }, { status: 'ok', value: 33_263 }],
        ['9', { status: 'ok', value: 9 }, { status: 'ok', value: 16_375 }],
        ['10', { status: 'ok', value: 9 }, { status: 'ok', value: 16_375 }],
      ],
    );
  });

  it('tells eight cards apart by their ids, whatever order they are listed in', async () => {
    const gpus = await cardsOf('eight-gpu');
    assert.deepEqual([gpus.length, gpus[0]?.uuid, gpus[0]?.index], [8, 'GPU-0', '7']);
  });

  it('learns the device’s own limit where no margin is given', async () => {
    let nowMs = 0;
    const sampler = new NvidiaSmiSampler(await installFakeSmi(folder, smiFixtures['rtx2080s-linux']), () => nowMs);
    await sampler.sample(signal);
    let margin = '';
    // Asked on the side, so that it never holds up a sample.
    for (let i = 0; i < 100 && margin !== '59'; i++) {
      nowMs += 5000;
      const report = await sampler.sample(signal);
      margin = report.status === 'ok' ? (inShort(report.gpus[0] ?? assert.fail()).split(' ')[6] ?? '') : '';
    }
    assert.equal(margin, '59');
  });

  for (const [name, level] of [
    ['vram-85', 'normal'],
    ['vram-85.1', 'warning'],
    ['vram-95', 'warning'],
    ['vram-95.1', 'critical'],
    ['temp-80', 'normal'],
    ['temp-81', 'warning'],
    ['temp-90', 'warning'],
    ['temp-91', 'critical'],
  ] as const) {
    it(`${name} is ${level}`, async () => {
      const [card] = await cardsOf(name, 1);
      assert.equal(alertLevel(card ?? assert.fail(), defaultGpuThresholds), level);
    });
  }

  async function processesOf(name: SmiFixtureName) {
    const executable = await installFakeSmi(folder, smiFixtures[name]);
    const run = await runTool(executable, processArguments, { timeoutMs: 4000, maxOutputBytes: 1e6 }, signal);
    return parseProcesses(run.stdout);
  }

  it('reads the processes of a card, names with commas included', async () => {
    const loaded = await processesOf('h200-load');
    assert.deepEqual(loaded.status === 'ok' ? loaded.processes.map(({ pid, usedMiB }) => [pid, usedMiB]) : [], [
      [101, { status: 'ok', value: 2566 }],
      [102, { status: 'ok', value: 1542 }],
      [103, { status: 'ok', value: 28_234 }],
    ]);
    const windows = await processesOf('win-wddm');
    assert.deepEqual(windows.status === 'ok' ? windows.processes : [], [
      {
        gpuUuid: 'GPU-2080',
        pid: 4242,
        name: 'C:\\Program Files\\Some, Tool\\tool.exe',
        usedMiB: { status: 'unsupported' },
      },
    ]);
  });

  it('tells processes that may not be read from none', async () => {
    assert.equal((await processesOf('a100-mig-unpriv')).status, 'denied');
    assert.deepEqual(await processesOf('h200-idle'), { status: 'ok', processes: [] });
  });
});
