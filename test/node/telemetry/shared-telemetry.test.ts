import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { TelemetrySource } from '../../../src/app/ports/telemetry-source.js';
import { gpuToolsOnPath } from '../../../src/core/telemetry/gpu-tool-paths.js';
import { statusText } from '../../../src/core/telemetry/status-text.js';
import { describeSample } from '../../../src/core/telemetry/telemetry-view.js';
import type { TelemetrySample } from '../../../src/core/telemetry/telemetry-sample.js';
import { defaultGpuThresholds } from '../../../src/core/telemetry/threshold.js';
import { createSharedTelemetry } from '../../../src/node/telemetry/create-shared-telemetry.js';
import { fakeGpu, type FakeGpu } from '../../browser/driver/fake-gpu.js';

const signal = new AbortController().signal;
const second = 1000;

describe('telemetry that windows share', () => {
  let gpu: FakeGpu;
  let state: string;
  const sources: TelemetrySource[] = [];
  beforeEach(async () => {
    gpu = await fakeGpu({ usedMiB: 9_120, celsius: 61, utilizationPercent: 47 });
    state = await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-shared-'));
  });
  afterEach(async () => {
    for (const source of sources.splice(0)) source.dispose();
    await rm(state, { recursive: true, force: true });
    await gpu.remove();
  });

  function open(intervalMs: number, directory = state): TelemetrySource {
    const [folder = ''] = (gpu.environment['PATH'] ?? '').split(path.delimiter);
    const source = createSharedTelemetry({
      environment: { AGENT_MIGRATOR_STATE_DIR: directory },
      distDir: path.resolve('dist'),
      gpuTools: { ...gpuToolsOnPath, nvidiaSmi: path.join(folder, 'nvidia-smi') },
      intervalMs: () => intervalMs,
    });
    sources.push(source);
    return source;
  }
  const shown = (sample: TelemetrySample) => statusText(sample, defaultGpuThresholds);

  /** Makes the newest shared sample look as old as that. */
  async function age(milliseconds: number): Promise<void> {
    const file = path.join(state, 'telemetry', 'newest.json');
    const sample = JSON.parse(await readFile(file, 'utf8')) as TelemetrySample;
    await writeFile(file, JSON.stringify({ ...sample, atMs: Date.now() - milliseconds }));
  }

  it('is what the card says now, and a full card at the next turn of a second', async () => {
    const source = open(second);
    assert.equal(shown(await source.sample(signal)).text, '$(chip) RTX 4090 · VRAM 38 % · 61 °C');
    await gpu.set({ usedMiB: 23_400, celsius: 84, utilizationPercent: 98 });
    await age(second);
    const sample = await source.sample(signal);
    assert.deepEqual([shown(sample).text, shown(sample).level], ['$(chip) RTX 4090 · VRAM 97 % · 84 °C', 'critical']);
    const [card] = describeSample(sample, defaultGpuThresholds).sections;
    assert.match(card?.title ?? '', /RTX 4090/);
    assert.match(JSON.stringify(card?.rows), /84 °C/);
  });

  it('is measured once for several windows, and never older than half an interval', async () => {
    const [one, other] = [open(60 * second), open(60 * second)];
    const first = await one.sample(signal);
    await gpu.set({ usedMiB: 23_400, celsius: 84, utilizationPercent: 98 });
    assert.equal((await other.sample(signal)).atMs, first.atMs);
    await age(31 * second);
    assert.match(shown(await other.sample(signal)).text, /97 %/);
  });

  it('does not believe a time to come, nor a file that is no sample', async () => {
    const source = open(60 * second);
    await source.sample(signal);
    await gpu.set({ usedMiB: 23_400, celsius: 84, utilizationPercent: 98 });
    await age(-10 * second);
    assert.match(shown(await source.sample(signal)).text, /97 %/);
    await writeFile(path.join(state, 'telemetry', 'newest.json'), '{"atMs":');
    assert.match(shown(await source.sample(signal)).text, /97 %/);
  });

  it('is measured where nothing can be kept', async () => {
    const file = path.join(state, 'file');
    await mkdir(state, { recursive: true });
    await writeFile(file, '');
    // A file in the place of the folder: not even root may write below it.
    const source = open(second, file);
    assert.match(shown(await source.sample(signal)).text, /38 %/);
    await gpu.set({ usedMiB: 23_400, celsius: 84, utilizationPercent: 98 });
    assert.match(shown(await source.sample(signal)).text, /97 %/);
  });
});
