import { waitingItems, type Run, type RunItem } from '../../core/journal/run.js';
import type { RunBegun, RunLeft } from '../../core/journal/record.js';
import { RefusedError } from '../../core/reason.js';
import type { MigratePorts } from '../change-ports.js';
import { confirmedPlan } from '../plan/confirmed-plan.js';
import { migrate } from '../migrate/migrate.js';
import { refusal } from '../migrate/migration-entry.js';
import type { MigrationEntry } from '../migration-report.js';
import type { Operation } from '../operation.js';
import type { Clock } from '../ports/clock.js';
import type { MigrationStore } from '../ports/migration-store.js';
import { reasonToStop, type StopRule } from './stop-rule.js';
import { timeLeft } from './time-left.js';

/** Documents after which an editor is given time to close what it opened and to score anew what was changed. */
const chunkSize = 50;

export interface RunPorts extends MigratePorts {
  readonly clock: Pick<Clock, 'monotonicMs'>;
  /** Called between chunks of files, and waited for. */
  readonly betweenChunks?: () => Promise<void>;
}

/** `done`: nothing is left. `stopped`: by the stop rule. `paused`: by whoever cancelled. Those two can go on later. */
export interface RunOutcome {
  readonly id: string;
  readonly state: 'done' | 'stopped' | 'paused';
  /** Why it was stopped, in words. */
  readonly because: string;
  /** What came of the files that this part of the run took up. */
  readonly entries: readonly MigrationEntry[];
  /** Files that were not taken up yet. */
  readonly waiting: number;
  /** Of the whole run. */
  readonly total: number;
}

/** What is planned for a run. */
export type NewRun = Pick<RunBegun, 'through' | 'includeReview' | 'items'>;

/** Writes down what is to be done before any of it is; a run that could have gone on is given up for the new one. */
export async function beginRun(store: MigrationStore, run: NewRun, operation: Operation): Promise<string> {
  const session = await store.open('begin a run', operation);
  try {
    for (const { id } of session.history.runs.filter(({ ended }) => ended === undefined))
      await session.append({ kind: 'run-ended', id, how: 'given-up' });
    const id = session.newId('run');
    await session.append({ kind: 'run-begun', id, ...run });
    return id;
  } finally {
    await session.close();
  }
}

/** What is left of a run stays undone; what was migrated stays migrated. */
export async function giveUpRun(store: MigrationStore, id: string, operation: Operation): Promise<void> {
  await note(store, { kind: 'run-ended', id, how: 'given-up' }, operation);
}

/**
 * Takes up the files of a run that nobody has taken up yet, one transaction each. One that cannot be migrated is left alone and the others go
 * on, until the stop rule says otherwise. Cancelling takes effect between files. Every file that is not migrated is noted, so that a run
 * that is interrupted anywhere goes on where it was.
 */
export async function carryOutRun(
  ports: RunPorts,
  { id, stopRule }: { readonly id: string; readonly stopRule: StopRule },
  operation: Operation,
): Promise<RunOutcome> {
  const { history } = await ports.store.view();
  const run = history.runs.find((one) => one.id === id);
  if (run === undefined) throw new RefusedError({ code: 'not-a-file', message: `There is no run ${id}.` });
  const waiting = waitingItems(run, history.migrations);
  const entries: MigrationEntry[] = [];
  const startedMs = ports.clock.monotonicMs();
  const outcome = (state: RunOutcome['state'], because: string): RunOutcome => {
    const left = waiting.length - entries.length;
    return { id, state, because, entries, waiting: left, total: run.begun.items.length };
  };
  for (const [done, item] of waiting.entries()) {
    if (operation.signal.aborted) return outcome('paused', '');
    operation.onProgress?.(
      progressOf(run, waiting.length, { item, done, elapsedMs: ports.clock.monotonicMs() - startedMs }),
    );
    entries.push(await carryOutItem(ports, run, item, operation));
    const because = reasonToStop(stopRule, entries);
    if (because !== undefined && done + 1 < waiting.length) return outcome('stopped', because);
    if ((done + 1) % chunkSize === 0) await ports.betweenChunks?.();
  }
  if (run.ended === undefined) await note(ports.store, { kind: 'run-ended', id, how: 'done' }, operation);
  return outcome('done', '');
}

interface Step {
  readonly item: RunItem;
  readonly done: number;
  readonly elapsedMs: number;
}

function progressOf({ begun }: Run, waiting: number, { item, done, elapsedMs }: Step) {
  const total = begun.items.length;
  const left = timeLeft({ done, total: waiting, elapsedMs });
  return { done: total - waiting + done, total, label: left === '' ? item.path : `${item.path}, ${left}` };
}

async function carryOutItem(
  ports: RunPorts,
  { id, begun }: Run,
  { path, classes, plan, edits }: RunItem,
  operation: Operation,
): Promise<MigrationEntry> {
  const { through, includeReview } = begun;
  const request = { paths: [path], classes, through, includeReview, batch: id, dryRun: false, requireClean: false };
  const chosen = edits === undefined ? {} : { chosenEdits: edits };
  // A file comes to its end; cancelling waits for that.
  const whole = { signal: new AbortController().signal };
  const { migrations } = await migrate(
    { ...ports, planFile: confirmedPlan(ports.planFile, plan) },
    { ...request, ...chosen },
    whole,
  );
  const entry = migrations[0] ?? refusal(path, { code: 'no-agent', message: `${path} holds no agent any more.` });
  const left = leftOf(id, entry);
  if (left !== undefined) await note(ports.store, left, operation.signal.aborted ? whole : operation);
  return entry;
}

function leftOf(id: string, { path, status, reason }: MigrationEntry): RunLeft | undefined {
  if (status === 'applied' || status === 'partial') return undefined;
  return { kind: 'run-left', id, path, outcome: status, because: reason?.message ?? '' };
}

async function note(
  store: MigrationStore,
  record: Parameters<Awaited<ReturnType<MigrationStore['open']>>['append']>[0],
  operation: Operation,
): Promise<void> {
  const session = await store.open('note what became of a run', operation);
  try {
    await session.append(record);
  } finally {
    await session.close();
  }
}
