import assert from 'node:assert/strict';
import { parseGpuRows, fullFields } from '../../../src/core/telemetry/nvidia-smi-query.js';
import { ok, unsupported } from '../../../src/core/telemetry/reading.js';
import { statusText } from '../../../src/core/telemetry/status-text.js';
import type { GpuReport, TelemetrySample } from '../../../src/core/telemetry/telemetry-sample.js';
import { describeSample } from '../../../src/core/telemetry/telemetry-view.js';
import { defaultGpuThresholds } from '../../../src/core/telemetry/threshold.js';

const host = {
  cpuPercent: ok(12.4),
  memoryUsedMiB: ok(4096),
  memoryTotalMiB: ok(8192),
  load1: unsupported,
  cpuCount: 2,
};

function sampleOf(gpu: GpuReport): TelemetrySample {
  return { atMs: 0, gpu, host };
}

function withRow(row: string): TelemetrySample {
  return sampleOf({ status: 'ok', tookMs: 7, gpus: parseGpuRows(row, fullFields).gpus });
}

describe('telemetry in words', () => {
  it('names the fullest GPU as people call it', () => {
    const sample = withRow(
      '0, GPU-a, NVIDIA GeForce RTX 4080 SUPER, 590.1, 16376, 400, 14360, 1616, 3, 56, 40, 320, [N/A]',
    );
    assert.deepEqual(statusText(sample, defaultGpuThresholds), {
      text: '$(chip) RTX 4080 SUPER · VRAM 90 % · 56 °C',
      spoken: 'GPU RTX 4080 SUPER, VRAM 90 %, 56 °C, warning',
      level: 'warning',
    });
  });

  it('shows the machine, calmly, where there is no GPU', () => {
    const sample = sampleOf({ status: 'none', text: 'nvidia-smi is not installed on this machine.' });
    assert.deepEqual(statusText(sample, defaultGpuThresholds), {
      text: '$(server) CPU 12 % · Memory 50 %',
      spoken: 'CPU 12 %, Memory 50 %',
      level: 'normal',
    });
    assert.equal(describeSample(sample, defaultGpuThresholds).notice?.isFault, false);
  });

  it('does not call a driver in trouble "no GPU"', () => {
    const sample = sampleOf({ status: 'fault', text: 'the NVIDIA driver is not loaded', exitCode: 9 });
    assert.match(statusText(sample, defaultGpuThresholds).text, /^\$\(warning\)/);
    assert.equal(describeSample(sample, defaultGpuThresholds).notice?.isFault, true);
  });

  it('never shows a missing value as a number', () => {
    const sample = withRow(
      '0, GPU-a, NVIDIA GB10, 590.1, [N/A], [N/A], [N/A], [N/A], 0, [Insufficient Permissions], 11, [N/A], [N/A]',
    );
    assert.equal(statusText(sample, defaultGpuThresholds).text, '$(chip) GB10');
    const rows = describeSample(sample, defaultGpuThresholds).sections[0]?.rows.map((row) => row.value);
    assert.deepEqual(rows, ['not available', 'no permission to read it', '0 %', '11 W']);
  });
});
