import { setTimeout as delay } from 'node:timers/promises';
import type { MeasuredMoment } from '../../app/telemetry/measure-moment.js';
import type { Observation } from '../../app/ports/observation.js';
import type { WatchedAgent } from '../../app/ports/agent-watch.js';
import { parseClassReference } from '../../core/config/contract-setting.js';
import { minimumIntervalMs, parseDuration } from '../../core/telemetry/duration.js';
import { checkIds, type CheckId } from '../../core/thresholds/check.js';
import { defaultCheckLimits, type CheckLimits } from '../../core/thresholds/default-checks.js';
import type { CliPorts } from '../cli-ports.js';
import { defineCommand, type CommandContext } from '../command.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';
import { workspacePath } from '../paths.js';
import { probeOf, probeOptions, type ProbeValues } from '../arguments/probe-options.js';
import { agentText, historyText, machinesText, sampleText } from '../text/telemetry-text.js';
import { UsageError } from '../arguments/usage-error.js';

const dayMs = 24 * 60 * 60 * 1000;

export const telemetryCommand = defineCommand({
  name: 'telemetry',
  arguments: '',
  arity: { min: 0, max: 0 },
  summary: 'Measure GPUs, memory and load of this machine, and an agent',
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
    agent: { type: 'string', value: 'FILE:CLASS', summary: 'Measure an agent too: what observe compares with later' },
    ...probeOptions,
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
    const watched = await watchedAgents(context, values);
    const isOnce = values.once === true || context.json;
    return await measure(context, watched, { intervalMs, isOnce });
  },
});

async function watchedAgents(
  context: CommandContext,
  values: ProbeValues & { readonly agent?: string },
): Promise<readonly WatchedAgent[]> {
  const probe = probeOf(values);
  if (values.agent === undefined) {
    if (probe === undefined) return [];
    throw new UsageError('Say with --agent FILE:CLASS which agent is asked.');
  }
  const reference = parseClassReference(values.agent);
  if (reference === undefined) throw new UsageError(`--agent takes FILE:CLASS, not "${values.agent}".`);
  const path = await workspacePath(context, reference.file);
  return [{ agent: `${path}:${reference.class}`, path, ...(probe === undefined ? {} : { probe }) }];
}

async function measure(
  context: CommandContext,
  watched: readonly WatchedAgent[],
  { intervalMs, isOnce }: { readonly intervalMs: number; readonly isOnce: boolean },
): Promise<ExitCode> {
  const { output, json, operation } = context;
  const meter = isOnce && watched.length === 0 ? freshMeter(context) : keepingMeter(context, watched, intervalMs);
  try {
    for (;;) {
      const { sample, agents } = await meter.measure();
      operation.signal.throwIfAborted();
      if (json) output.document({ schemaVersion: 1, sample, ...(watched.length === 0 ? {} : { agents }) });
      else output.text(`${sampleText(sample)}${agents.map(agentText).join('')}`);
      if (isOnce) return exitCodes.done;
      await delay(intervalMs, undefined, { signal: operation.signal });
    }
  } finally {
    meter.dispose();
  }
}

interface Meter {
  measure(): Promise<MeasuredMoment>;
  dispose(): void;
}

/** Nobody else's sample, and nothing kept. */
function freshMeter({ ports, operation }: CommandContext): Meter {
  const source = ports.createTelemetry();
  return {
    measure: async () => ({ sample: await source.sample(operation.signal), agents: [] }),
    dispose: () => source.dispose(),
  };
}

function keepingMeter(
  { ports, operation }: CommandContext,
  watched: readonly WatchedAgent[],
  intervalMs: number,
): Meter {
  const observation = ports.createObservation(intervalMs);
  return {
    measure: () => observation.measure(watched, operation.signal),
    dispose: () => observation.dispose(),
  };
}

async function withObservation<T>(ports: CliPorts, use: (observation: Observation) => Promise<T>): Promise<T> {
  const observation = ports.createObservation(minimumIntervalMs);
  try {
    return await use(observation);
  } finally {
    observation.dispose();
  }
}

async function showHistory({ ports, output, json }: CommandContext, written: string): Promise<ExitCode> {
  const spanMs = parseDuration(written);
  if (spanMs === undefined || spanMs <= 0 || spanMs > dayMs) {
    throw new UsageError(`--history takes a time up to 24h, such as 30m, not "${written}".`);
  }
  const toMs = ports.clock.nowMs();
  const frames = await withObservation(ports, (observation) => observation.history(toMs - spanMs, toMs));
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
  const checks = await withObservation(ports, (observation) => observation.replay(request));
  if (json) output.document({ schemaVersion: 1, checks });
  else output.text(checks.map(({ text }) => `${text}\n`).join(''));
  return exitCodes.done;
}

async function showMachines({ ports, output, json, operation }: CommandContext, url: string): Promise<ExitCode> {
  if (!URL.canParse(url) || !/^https?:/i.test(url))
    throw new UsageError(`--prometheus takes an http address, not "${url}".`);
  const ask = (observation: Observation) => observation.machines(url, operation.signal);
  const machines = await withObservation(ports, ask).catch((error: unknown) => {
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
