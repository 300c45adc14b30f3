import { minimumIntervalMs, parseDuration } from '../../core/telemetry/duration.js';
import type { TelemetrySample } from '../../core/telemetry/telemetry-sample.js';
import { describeSample } from '../../core/telemetry/telemetry-view.js';
import { defaultGpuThresholds } from '../../core/telemetry/threshold.js';
import { setTimeout as delay } from 'node:timers/promises';
import { defineCommand } from '../command.js';
import { exitCodes } from '../exit-codes.js';
import { UsageError } from '../usage-error.js';

export const telemetryCommand = defineCommand({
  name: 'telemetry',
  arguments: '',
  arity: { min: 0, max: 0 },
  summary: 'Measure GPUs, memory and load of this machine',
  options: {
    once: { type: 'boolean', summary: 'One sample, then end; --json implies it' },
    interval: { type: 'string', value: 'TIME', summary: 'Time between samples, such as 5s or 2m (default 5s)' },
  },
  run: async ({ ports, output, json, operation }, { values }) => {
    const intervalMs = parseDuration(values.interval ?? '5s');
    if (intervalMs === undefined || intervalMs < minimumIntervalMs) {
      throw new UsageError(`--interval takes a time of at least 1s, such as 5s or 2m, not "${values.interval ?? ''}".`);
    }
    const source = ports.createTelemetry();
    try {
      for (;;) {
        const sample = await source.sample(operation.signal);
        operation.signal.throwIfAborted();
        if (json) output.document({ schemaVersion: 1, sample });
        else output.text(asText(sample));
        if (json || values.once === true) return exitCodes.done;
        await delay(intervalMs, undefined, { signal: operation.signal });
      }
    } finally {
      source.dispose();
    }
  },
});

function asText(sample: TelemetrySample): string {
  const view = describeSample(sample, defaultGpuThresholds);
  const lines = [new Date(view.atMs).toLocaleTimeString()];
  for (const section of view.sections) {
    lines.push(`  ${section.title}`);
    for (const row of section.rows) {
      const level = row.level === 'normal' ? '' : `  (${row.level})`;
      lines.push(`    ${row.label.padEnd(12)} ${row.value}${level}`);
    }
  }
  if (view.notice !== undefined) lines.push(`  ${view.notice.text}`);
  return `${lines.join('\n')}\n`;
}
