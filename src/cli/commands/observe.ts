import { setTimeout as delay } from 'node:timers/promises';
import { observeMigration, type ObservationReport } from '../../app/observe-migration.js';
import type { WatchedAgent } from '../../app/ports/agent-watch.js';
import type { ObservationState } from '../../core/observation/verdict.js';
import type { AgentProbe } from '../../core/telemetry/agent-probe.js';
import { minimumIntervalMs, parseDuration } from '../../core/telemetry/duration.js';
import { defaultCheckLimits } from '../../core/thresholds/default-checks.js';
import { defineCommand, type CommandContext } from '../command.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';
import { recoverFirst } from '../recover-first.js';
import { UsageError } from '../usage-error.js';
import { portOf } from './metrics.js';

export const observeCommand = defineCommand({
  name: 'observe',
  arguments: 'MIGRATION',
  arity: { min: 1, max: 1 },
  summary: 'Watch a migrated agent; keep it, roll it back when it got worse, or ask',
  options: {
    for: { type: 'string', value: 'TIME', summary: 'How long to watch, such as 2h (default 24h)' },
    'warm-up': { type: 'string', value: 'TIME', summary: 'Time in which only danger counts (default 2m)' },
    interval: { type: 'string', value: 'TIME', summary: 'Time between samples (default 5s)' },
    health: { type: 'string', value: 'URL', summary: 'Ask the agent at this address of this machine' },
    port: { type: 'string', value: 'PORT', summary: 'Ask the agent by a line of JSON on this port of this machine' },
    request: { type: 'string', value: 'JSON', summary: 'The line for --port (default {"action":"health_check"})' },
    command: { type: 'string', value: 'PROGRAM', summary: 'Ask the agent by a program; needs --allow-exec' },
    'allow-exec': { type: 'boolean', summary: 'Consent to run the program of --command' },
    'dry-run': { type: 'boolean', summary: 'Say what would be done, and never roll back' },
  },
  run: async (context, { values, positionals: [id = ''] }) => {
    const { ports, output, json, operation } = context;
    const probe = probeOf(values);
    const time = (name: 'for' | 'warm-up' | 'interval', fallback: string): number =>
      durationOf(name, values[name] ?? fallback);
    const intervalMs = Math.max(minimumIntervalMs, time('interval', '5s'));
    const request = {
      id,
      forMs: time('for', '24h'),
      warmUpMs: time('warm-up', '2m'),
      intervalMs,
      limits: defaultCheckLimits,
      rules: {},
      automaticRollback: values['dry-run'] !== true,
      watched: (agent: string, path: string): WatchedAgent => ({
        agent,
        path,
        ...(probe === undefined ? {} : { probe }),
      }),
      onConcerns: (concerns: readonly string[]) => concerns.forEach((one) => output.note(one)),
      onState: (state: ObservationState) => showState(context, state),
    };
    await recoverFirst(context);
    const telemetry = ports.createSharedTelemetry();
    try {
      const wait = async (delayMs: number, signal: AbortSignal): Promise<void> => delay(delayMs, undefined, { signal });
      const { telemetryHistory: history, agentWatch: agents, clock, files } = ports;
      const changes = { ...ports.changes, files };
      const report = await observeMigration({ changes, telemetry, history, agents, clock, wait }, request, operation);
      if (json) output.document(report);
      else output.text(asText(report));
      return exitCodeOf(report);
    } finally {
      telemetry.dispose();
    }
  },
});

function durationOf(name: string, written: string): number {
  const duration = parseDuration(written);
  if (duration !== undefined && duration > 0) return duration;
  throw new UsageError(`--${name} takes a time, such as 30s, 5m or 24h, not "${written}".`);
}

interface ProbeOptions {
  readonly health?: string;
  readonly port?: string;
  readonly request?: string;
  readonly command?: string;
  readonly 'allow-exec'?: boolean;
}

function probeOf(values: ProbeOptions): AgentProbe | undefined {
  const given = [values.health, values.port, values.command].filter((one) => one !== undefined);
  if (given.length > 1)
    throw new UsageError('Give one of --health, --port and --command: an agent is asked in one way.');
  if (values.health !== undefined) return { kind: 'http', url: urlOf(values.health) };
  if (values.port !== undefined) {
    return { kind: 'tcp', port: portOf(values.port), request: jsonOf(values.request ?? '{"action":"health_check"}') };
  }
  if (values.command === undefined) return undefined;
  if (values['allow-exec'] !== true) throw new UsageError('--command runs a program; consent to it with --allow-exec.');
  return { kind: 'command', command: [values.command] };
}

function urlOf(written: string): string {
  if (URL.canParse(written) && /^https?:/i.test(written)) return written;
  throw new UsageError(`--health takes an http address, not "${written}".`);
}

function jsonOf(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    throw new UsageError(`--request takes JSON, not "${written}".`);
  }
}

function showState({ output }: CommandContext, state: ObservationState): void {
  const total = state.untilMs - state.startedAtMs;
  const label = state.warmUpLeftMs > 0 ? 'Warming up' : 'Observing, minutes seen';
  const minutes = (ms: number): number => Math.floor(ms / 60_000);
  output.progress({ done: minutes(state.observedMs), total: minutes(total), label });
}

function exitCodeOf({ phase, rollback }: ObservationReport): ExitCode {
  switch (phase) {
    case 'passed':
      return exitCodes.done;
    case 'failed':
      return rollback?.status === 'restored' ? exitCodes.rolledBack : exitCodes.refused;
    case 'inconclusive':
    case 'cancelled':
      return exitCodes.findings;
  }
}

function asText({ id, agent, phase, verdict, rollback, observedMs, unobservedMs }: ObservationReport): string {
  const minutes = (ms: number): string => `${Math.round(ms / 60_000)} min`;
  const lines = [
    `${id} ${agent}: ${phase} (${minutes(observedMs)} observed, ${minutes(unobservedMs)} not)`,
    ...(verdict?.because.map(({ text }) => `  ${text}`) ?? []),
  ];
  if (rollback !== null) {
    const how =
      rollback.status === 'restored' ? 'is back as it was' : `was left alone: ${rollback.reason?.message ?? ''}`;
    lines.push(`  ${rollback.path} ${how}`);
  }
  return `${lines.join('\n')}\n`;
}
