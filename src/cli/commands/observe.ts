import type { ObservationReport } from '../../app/observe-migration.js';
import type { WatchedAgent } from '../../app/ports/agent-watch.js';
import type { ObservationState } from '../../core/observation/verdict.js';
import { minimumIntervalMs, parseDuration } from '../../core/telemetry/duration.js';
import { defaultCheckLimits } from '../../core/thresholds/default-checks.js';
import { defineCommand, type CommandContext } from '../command.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';
import { probeOf, probeOptions } from '../probe-options.js';
import { recoverFirst } from '../recover-first.js';
import { UsageError } from '../usage-error.js';

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
    const observation = ports.createObservation(intervalMs);
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
