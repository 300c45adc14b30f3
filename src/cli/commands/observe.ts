import { type DerivedProbe, readDerivedProbe } from '../../app/observation/derived-probe.js';
import { migrationOf } from '../../app/observation/observation-journal.js';
import type { ObservationReport, ObserveRequest } from '../../app/observation/observe-migration.js';
import type { WatchedAgent } from '../../app/ports/agent-watch.js';
import type { ObservationState } from '../../core/observation/verdict.js';
import type { AgentProbe } from '../../core/telemetry/agent-probe.js';
import { minimumIntervalMs, parseDuration } from '../../core/telemetry/duration.js';
import { defaultCheckLimits } from '../../core/thresholds/default-checks.js';
import { defineCommand, type CommandContext } from '../command.js';
import { configuration } from '../configuration.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';
import { probeOf, probeOptions } from '../arguments/probe-options.js';
import { recoverFirst } from '../recover-first.js';
import { UsageError } from '../arguments/usage-error.js';

export const observeCommand = defineCommand({
  name: 'observe',
  arguments: 'MIGRATION',
  arity: { min: 1, max: 1 },
  summary: 'Watch a migrated agent; keep it, roll it back when it got worse, or ask',
  options: {
    for: { type: 'string', value: 'TIME', summary: 'How long to watch, such as 2h (default 24h)' },
    'warm-up': { type: 'string', value: 'TIME', summary: 'Time in which only danger counts (default 2m)' },
    interval: { type: 'string', value: 'TIME', summary: 'Time between samples (default 5s)' },
    ...probeOptions,
    'dry-run': { type: 'boolean', summary: 'Say what would be done, and never roll back' },
  },
  run: async (context, { values, positionals: [id = ''] }) => {
    const { ports, output, json, operation } = context;
    const given = probeOf(values);
    const times = timesOf(values);
    await recoverFirst(context);
    const asked = given === undefined ? await derivedFor(context, id) : { probe: given };
    const request = {
      id,
      ...times,
      limits: defaultCheckLimits,
      rules: {},
      automaticRollback: values['dry-run'] !== true,
      watched: (agent: string, path: string): WatchedAgent => ({ agent, path, ...asked }),
      onConcerns: (concerns: readonly string[]) => concerns.forEach((one) => output.note(one)),
      onState: (state: ObservationState) => showState(context, state),
    };
    const observation = ports.createObservation(times.intervalMs);
    try {
      const report = await observation.observe({ ...ports.changes, files: ports.files }, request, operation);
      if (json) output.document(report);
      else output.text(asText(report));
      return exitCodeOf(report);
    } finally {
      observation.dispose();
    }
  },
});

/** How the agent is asked when no option says it; the person is told, for an address that was derived is no promise. */
async function derivedFor(context: CommandContext, id: string): Promise<DerivedProbe> {
  const { ports, output, operation } = context;
  const migration = await migrationOf(ports.changes.store, id);
  const derived = await readDerivedProbe(ports, await configuration(context), migration, operation);
  if (derived.probe !== undefined) output.note(`The agent in ${migration.path} is ${derivedText(derived.probe)}.`);
  return derived;
}

function derivedText(probe: AgentProbe): string {
  const where = probe.kind === 'http' ? `at ${probe.url}` : 'on its port';
  return `asked ${where}, as its contract and the start-up manifests say; --health, --port or --command ask it in another way`;
}

function timesOf(
  values: Readonly<Partial<Record<'for' | 'warm-up' | 'interval', string>>>,
): Pick<ObserveRequest, 'forMs' | 'warmUpMs' | 'intervalMs'> {
  return {
    forMs: durationOf('for', values.for ?? '24h'),
    warmUpMs: durationOf('warm-up', values['warm-up'] ?? '2m'),
    intervalMs: Math.max(minimumIntervalMs, durationOf('interval', values.interval ?? '5s')),
  };
}

function durationOf(name: string, written: string): number {
  const duration = parseDuration(written);
  if (duration !== undefined && duration > 0) return duration;
  throw new UsageError(`--${name} takes a time, such as 30s, 5m or 24h, not "${written}".`);
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
      if (rollback === null) return exitCodes.findings;
      return rollback.status === 'restored' ? exitCodes.rolledBack : exitCodes.refused;
    case 'inconclusive':
    case 'cancelled':
      return exitCodes.findings;
  }
}

function asText({ id, agent, phase, verdict, rollback, ...times }: ObservationReport): string {
  const minutes = (ms: number): string => `${Math.round(ms / 60_000)} min`;
  const lines = [
    `${id} ${agent}: ${phase} (${minutes(times.observedMs)} observed, ${minutes(times.contendedMs)} of it not comparable, ${minutes(times.unobservedMs)} not observed)`,
    ...(verdict?.because.map(({ text }) => `  ${text}`) ?? []),
  ];
  if (rollback !== null) {
    const how =
      rollback.status === 'restored' ? 'is back as it was' : `was left alone: ${rollback.reason?.message ?? ''}`;
    lines.push(`  ${rollback.path} ${how}`);
  }
  return `${lines.join('\n')}\n`;
}
