import { downSample } from '../../core/history/down-sample.js';
import type { RemoteMachine } from '../../core/monitoring/prometheus-answer.js';
import type { AgentMeasurement, Frame } from '../../core/telemetry/frame.js';
import type { TelemetrySample } from '../../core/telemetry/telemetry-sample.js';
import { describeSample } from '../../core/telemetry/telemetry-view.js';
import { defaultGpuThresholds } from '../../core/telemetry/threshold.js';

/** One sample, section by section. */
export function sampleText(sample: TelemetrySample): string {
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

/** What is known of one agent, in one line. */
export function agentText({ agent, values }: AgentMeasurement): string {
  const { running, answered, responseMs, vramMiB, cpuCores } = values;
  const parts = [
    running === undefined ? undefined : running === 1 ? 'running' : 'not running',
    answered === undefined
      ? undefined
      : answered === 1
        ? `answered in ${(responseMs ?? 0).toFixed(0)} ms`
        : 'no answer',
    vramMiB === undefined ? undefined : `VRAM ${vramMiB} MiB`,
    cpuCores === undefined ? undefined : `${cpuCores.toFixed(2)} cores`,
  ].filter((part) => part !== undefined);
  return `  ${agent}  ${parts.length === 0 ? 'nothing could be measured' : parts.join(' · ')}\n`;
}

const width = 60;
const bars = '▁▂▃▄▅▆▇█';

/** Every series of some time as a line of bars, from its least to its most; a blank is a gap. */
export function historyText(frames: readonly Frame[], fromMs: number, toMs: number): string {
  const series = [...new Set(frames.flatMap(({ values }) => Object.keys(values)))].sort();
  if (series.length === 0) return 'Nothing was measured in this time.\n';
  const name = Math.max(...series.map(({ length }) => length));
  return series
    .map((id) => {
      const { high } = downSample(frames, id, { fromMs, toMs }, width);
      const known = high.filter((value) => value !== null);
      const [least, most] = [Math.min(...known), Math.max(...known)];
      const bar = (value: number): string =>
        bars[Math.min(7, Math.floor((8 * (value - least)) / (most - least || 1)))] ?? '';
      const line = high.map((value) => (value === null ? ' ' : bar(value))).join('');
      return `${id.padEnd(name)} ${line} ${short(least)} … ${short(most)}\n`;
    })
    .join('');
}

export function machinesText(machines: readonly RemoteMachine[]): string {
  if (machines.length === 0) return 'Prometheus knows no machine.\n';
  return machines
    .flatMap(({ machine, isUp, load1, cpuCount, memoryUsedRatio, gpus }) => [
      `${machine}  ${isUp === undefined ? 'not watched' : isUp ? 'up' : 'DOWN'}`,
      ...(load1 === undefined
        ? []
        : [`  load ${load1.toFixed(2)}${cpuCount === undefined ? '' : ` on ${cpuCount} cores`}`]),
      ...(memoryUsedRatio === undefined ? [] : [`  memory ${percent(memoryUsedRatio)}`]),
      ...gpus.map(({ uuid, vramRatio, celsius }) => {
        const parts = [
          vramRatio === undefined ? undefined : `VRAM ${percent(vramRatio)}`,
          celsius === undefined ? undefined : `${celsius} °C`,
        ];
        return `  GPU ${uuid}  ${parts.filter((part) => part !== undefined).join(' · ')}`;
      }),
    ])
    .map((line) => `${line}\n`)
    .join('');
}

function percent(ratio: number): string {
  return `${(100 * ratio).toFixed(0)} %`;
}

function short(value: number): string {
  return Number(value.toPrecision(3)).toString();
}
