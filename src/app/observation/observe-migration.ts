import type { Migration } from '../../core/journal/replay.js';
import { baselineOf, dayMs, preflight } from '../../core/observation/baseline.js';
import {
  begunRecord,
  checksOf,
  decidedRecord,
  newestObservation,
  type ObservationEnded,
  type RecordedObservation,
} from '../../core/observation/observation-record.js';
import { Observer } from '../../core/observation/observer.js';
import type { ObservationState, Verdict } from '../../core/observation/verdict.js';
import { RefusedError } from '../../core/reason.js';
import type { CheckLimits, CheckRules } from '../../core/thresholds/default-checks.js';
import { agentSeries, type Frame } from '../../core/telemetry/frame.js';
import type { RollbackPorts } from '../change-ports.js';
import { measureMoment, type MeasurePorts } from '../telemetry/measure-moment.js';
import type { RollbackEntry } from '../migration-report.js';
import { migrationOf, noteObservation } from './observation-journal.js';
import type { Operation } from '../operation.js';
import type { WatchedAgent } from '../ports/agent-watch.js';
import type { MigrationStore } from '../ports/migration-store.js';
import { rollBack } from '../rollback/roll-back.js';

export interface ObservePorts extends MeasurePorts {
  readonly changes: RollbackPorts;
  /** Rejects with the signal's reason when it aborts. */
  readonly wait: (delayMs: number, signal: AbortSignal) => Promise<void>;
}

export interface ObserveRequest {
  /** Id of the migration. */
  readonly id: string;
  readonly forMs: number;
  readonly warmUpMs: number;
  readonly intervalMs: number;
  readonly limits: CheckLimits;
  readonly rules: CheckRules;
  /** Off: what would be rolled back is reported and left alone. */
  readonly automaticRollback: boolean;
  /** How the agent is measured besides its processes. */
  readonly watched: (agent: string, path: string) => WatchedAgent;
  readonly onConcerns?: (concerns: readonly string[]) => void;
  readonly onState?: (state: ObservationState) => void;
}

/** The document of `observe --json`. */
export interface ObservationReport {
  readonly schemaVersion: 1;
  readonly id: string;
  readonly agent: string;
  readonly phase: ObservationEnded['phase'];
  readonly observedMs: number;
  readonly unobservedMs: number;
  /** The part of the observed time in which other work on the GPU or the processors made the agent incomparable. */
  readonly contendedMs: number;
  readonly verdict: Verdict | null;
  readonly rollback: RollbackEntry | null;
}

/**
 * Watches a migrated agent until there is a verdict, and acts on it. Goes on with an observation that was interrupted: the journal says what
 * was asked for, and the history what was seen. A rollback is journalled before it happens, happens once, and only for a file that still is
 * what was written. Cancelling leaves the observation to be gone on with.
 */
export async function observeMigration(
  ports: ObservePorts,
  request: ObserveRequest,
  operation: Operation,
): Promise<ObservationReport> {
  const migration = await migrationOf(ports.changes.store, request.id);
  const recorded = newestObservation(migration.notes);
  const isOpen = recorded !== undefined && recorded.ended === undefined;
  if (migration.state !== 'applied' && !isOpen) {
    const message = `${request.id} does not stand (it is ${migration.state}), so that there is nothing to observe.`;
    throw new RefusedError({ code: 'stale', message });
  }
  const observation = isOpen ? recorded : await begin(ports, request, migration, operation);
  if (observation.decided !== undefined) {
    return await act(ports, request, { observation, decided: observation.decided }, operation);
  }
  const { verdict, state } = await watch(ports, request, { migration, observation }, operation);
  const decided = await decideOnce(ports.changes.store, request.id, verdict, operation);
  return await act(ports, request, { observation, decided, state }, operation);
}

/** Somebody else may have watched too, and have come to a verdict first: that one holds. */
async function decideOnce(store: MigrationStore, id: string, verdict: Verdict, operation: Operation): Promise<Verdict> {
  const { notes } = await migrationOf(store, id);
  const standing = newestObservation(notes)?.decided;
  if (standing !== undefined) return standing;
  const decided = decidedRecord(verdict);
  await noteObservation(store, id, decided, operation);
  return decided;
}

async function begin(
  ports: ObservePorts,
  request: ObserveRequest,
  migration: Migration,
  operation: Operation,
): Promise<RecordedObservation> {
  const { forMs, warmUpMs, intervalMs, limits, rules } = request;
  const agent = `${migration.path}:${migration.begun.classes[0] ?? ''}`;
  const frames = await ports.history.read(migration.updatedAtMs - dayMs, migration.updatedAtMs);
  const baseline = baselineOf(frames, agent, intervalMs);
  const now = await nextFrame(ports, request.watched(agent, migration.path), operation.signal);
  const concerns = preflight(baseline, now, agent);
  if (concerns.length > 0) request.onConcerns?.(concerns);
  const begun = begunRecord({ agent, forMs, warmUpMs, intervalMs, limits, rules, baseline });
  await noteObservation(ports.changes.store, request.id, begun, operation);
  return { begun, begunAtMs: ports.clock.nowMs() };
}

interface Subject {
  readonly migration: Migration;
  readonly observation: RecordedObservation;
}

async function watch(
  ports: ObservePorts,
  request: ObserveRequest,
  { migration, observation }: Subject,
  operation: Operation,
): Promise<{ readonly verdict: Verdict; readonly state: ObservationState }> {
  const { begun } = observation;
  const watched = request.watched(begun.agent, migration.path);
  const startedAtMs =
    observation.startedAtMs ?? (await untilRunning(ports, request, { migration, observation }, operation));
  const observer = new Observer({ ...begun, startedAtMs, checks: checksOf(begun) });
  for (const frame of await ports.history.read(startedAtMs, ports.clock.nowMs())) observer.take(frame);
  for (;;) {
    const nowMs = ports.clock.nowMs();
    const state = observer.state(nowMs);
    request.onState?.(state);
    const verdict = observer.finish(nowMs) ?? state.verdict;
    if (verdict !== undefined) return { verdict, state: observer.state(nowMs) };
    await ports.wait(begun.intervalMs, operation.signal);
    observer.take(await nextFrame(ports, watched, operation.signal));
  }
}

/** Waits until the processes of the agent run the migrated code. Where processes cannot be seen, that has to be believed. */
async function untilRunning(
  ports: ObservePorts,
  request: ObserveRequest,
  { migration, observation }: Subject,
  operation: Operation,
): Promise<number> {
  const { agent, intervalMs } = observation.begun;
  let told = false;
  for (;;) {
    const frame = await nextFrame(ports, request.watched(agent, migration.path), operation.signal);
    const running = frame.values[agentSeries(agent, 'running')];
    const uptimeMs = 1000 * (frame.values[agentSeries(agent, 'uptimeSeconds')] ?? 0);
    const isMigrated = running === 1 && frame.atMs - uptimeMs >= committedAtMs(migration);
    if (isMigrated || running === undefined) {
      const startedAtMs = Math.round(isMigrated ? frame.atMs - uptimeMs : frame.atMs);
      await noteObservation(ports.changes.store, migration.id, { event: 'running', startedAtMs }, operation);
      return startedAtMs;
    }
    if (!told) request.onConcerns?.([waitingWords(agent, running === 1)]);
    told = true;
    await ports.wait(intervalMs, operation.signal);
  }
}

/** The clock of processes counts in hundredths, and the commit was written after the file. */
function committedAtMs({ startedAtMs }: Migration): number {
  return startedAtMs - 1000;
}

function waitingWords(agent: string, runsOldCode: boolean): string {
  return runsOldCode
    ? `${agent} still runs the code from before its migration. Restart it; the observation begins then.`
    : `${agent} is not running. Start it; the observation begins then.`;
}

async function nextFrame(ports: ObservePorts, watched: WatchedAgent, signal: AbortSignal): Promise<Frame> {
  return (await measureMoment(ports, [watched], signal)).frame;
}

interface Decision {
  readonly observation: RecordedObservation;
  readonly decided: Verdict;
  /** Absent when the decision was made before a restart. */
  readonly state?: ObservationState;
}

async function act(
  ports: ObservePorts,
  { id, automaticRollback }: ObserveRequest,
  { observation: { begun }, decided, state }: Decision,
  operation: Operation,
): Promise<ObservationReport> {
  const { outcome, because, quiet } = decided;
  const rollback =
    outcome === 'rollback' && automaticRollback ? await rollBackOnce(ports.changes, id, operation) : null;
  const phase = outcome === 'keep' ? 'passed' : outcome === 'rollback' ? 'failed' : 'inconclusive';
  const { observedMs, unobservedMs, contendedMs } = state ?? { observedMs: 0, unobservedMs: 0, contendedMs: 0 };
  const times = { observedMs, unobservedMs, contendedMs };
  const text = because.map((one) => one.text).join(' ');
  const ended = { event: 'ended' as const, phase, ...times, text } as const;
  await noteObservation(ports.changes.store, id, ended, operation);
  const verdict = { outcome, because, quiet };
  return { schemaVersion: 1, id, agent: begun.agent, phase, ...times, verdict, rollback };
}

/** A file that was edited since, or is back already, is left alone: that is what `automatic` means. */
async function rollBackOnce(changes: RollbackPorts, id: string, operation: Operation): Promise<RollbackEntry | null> {
  const request = { targets: [id], to: 'original' as const, automatic: true, restoreDeleted: false };
  const { rollbacks } = await rollBack(changes, { ...request, confirm: () => Promise.resolve(true) }, operation);
  return rollbacks[0] ?? null;
}
