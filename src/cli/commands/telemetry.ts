import { setTimeout as delay } from 'node:timers/promises';
import { replayHistory } from '../../app/replay-history.js';
import { minimumIntervalMs, parseDuration } from '../../core/telemetry/duration.js';
import { checkIds, type CheckId } from '../../core/thresholds/check.js';
import { defaultCheckLimits, type CheckLimits } from '../../core/thresholds/default-checks.js';
import { defineCommand, type CommandContext } from '../command.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';
import { historyText, machinesText, sampleText } from '../telemetry-text.js';
import { UsageError } from '../usage-error.js';

const dayMs = 24 * 60 * 60 * 1000;

export const telemetryCommand = defineCommand({
  name: 'telemetry',
  arguments: '',
  arity: { min: 0, max: 0 },
  summary: 'Measure GPUs, memory and load of this machine',
  options: {
    once: { type: 'boolean', summary: 'One sample, then end; --json implies it' },
    interval: { type: 'string', value: 'TIME', summary: 'Time between samples, such as 5s or 2m (default 5s)' },
    history: { type: 'string', value: 'TIME', summary: 'Show what was measured in the last hours, up to 24h' },
    replay: { type: 'boolean', summary: 'Say what the checks would have done in the last 24 hours' },
    limit: {
      type: 'string',
      multiple: true,
      value: 'CHECK=NUMBER',
      summary: `Another limit for --replay, such as vram-critical=90 (${checkIds.slice(0, 6).join(', ')})`,
    },
    prometheus: { type: 'string', value: 'URL', summary: 'Ask a Prometheus about the machines that it watches' },
  },
  run: async (context, { values }) => {
    const intervalMs = parseDuration(values.interval ?? '5s');
    if (intervalMs === undefined || intervalMs < minimumIntervalMs) {
      throw new UsageError(`--interval takes a time of at least 1s, such as 5s or 2m, not "${values.interval ?? ''}".`);
    }
    if (values.prometheus !== undefined) return await showMachines(context, values.prometheus);
    if (values.history !== undefined) return await showHistory(context, values.history);
    if (values.replay === true) return await showReplay(context, limitsOf(values.limit ?? []), intervalMs);
    return await measure(context, intervalMs, values.once === true);
  },
});

async function measure(
  { ports, output, json, operation }: CommandContext,
  intervalMs: number,
  once: boolean,
): Promise<ExitCode> {
  const source = ports.createTelemetry();
  try {
    for (;;) {
      const sample = await source.sample(operation.signal);
      operation.signal.throwIfAborted();
      if (json) output.document({ schemaVersion: 1, sample });
      else output.text(sampleText(sample));
      if (json || once) return exitCodes.done;
      await delay(intervalMs, undefined, { signal: operation.signal });
    }
  } finally {
    source.dispose();
  }
}

async function showHistory({ ports, output, json }: CommandContext, written: string): Promise<ExitCode> {
  const spanMs = parseDuration(written);
  if (spanMs === undefined || spanMs <= 0 || spanMs > dayMs) {
    throw new UsageError(`--history takes a time up to 24h, such as 30m, not "${written}".`);
  }
  const toMs = ports.clock.nowMs();
  const frames = await ports.telemetryHistory.read(toMs - spanMs, toMs);
  if (json) output.document({ schemaVersion: 1, frames });
  else output.text(historyText(frames, toMs - spanMs, toMs));
  return exitCodes.done;
}

async function showReplay(
  { ports, output, json }: CommandContext,
  limits: CheckLimits,
  intervalMs: number,
): Promise<ExitCode> {
  const toMs = ports.clock.nowMs();
  const request = { fromMs: toMs - dayMs, toMs, limits, rules: {}, intervalMs };
  const checks = await replayHistory(ports.telemetryHistory, request);
  if (json) output.document({ schemaVersion: 1, checks });
  else output.text(checks.map(({ text }) => `${text}\n`).join(''));
  return exitCodes.done;
}

async function showMachines({ ports, output, json, operation }: CommandContext, url: string): Promise<ExitCode> {
  if (!URL.canParse(url) || !/^https?:/i.test(url))
    throw new UsageError(`--prometheus takes an http address, not "${url}".`);
  const machines = await ports.remoteHealth.machines(url, operation.signal).catch((error: unknown) => {
    operation.signal.throwIfAborted();
    throw new UsageError(`Prometheus could not be asked: ${error instanceof Error ? error.message : String(error)}`);
  });
  if (json) output.document({ schemaVersion: 1, machines });
  else output.text(machinesText(machines));
  return exitCodes.done;
}

/** The documented limits with those that were given in place of them. */
function limitsOf(written: readonly string[]): CheckLimits {
  return written.reduce((limits, one) => {
    const [name = '', value = ''] = one.split('=');
    const id = checkIds.find((known) => known === name);
    const number = Number(value);
    if (id === undefined || value === '' || !(number > 0)) {
      throw new UsageError(`--limit takes a check and a number, such as vram-critical=90, not "${one}".`);
    }
    return withLimit(limits, id, number);
  }, defaultCheckLimits);
}

function withLimit(limits: CheckLimits, id: CheckId, value: number): CheckLimits {
  const { vramPercent, temperatureCelsius, load } = limits;
  switch (id) {
    case 'vram-warning':
      return { ...limits, vramPercent: { ...vramPercent, warning: value } };
    case 'vram-critical':
      return { ...limits, vramPercent: { ...vramPercent, critical: value } };
    case 'temperature-warning':
      return { ...limits, temperatureCelsius: { ...temperatureCelsius, warning: value } };
    case 'temperature-critical':
      return { ...limits, temperatureCelsius: { ...temperatureCelsius, critical: value } };
    case 'load-critical':
      return { ...limits, load: { ...load, absolute: value } };
    case 'response-critical':
      return { ...limits, responseMs: value };
    case 'communication-warning':
    case 'communication-lost':
      throw new UsageError(`${id} has no limit that could be changed.`);
  }
}
