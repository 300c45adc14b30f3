import type { JournalRecord, RunBegun, RunEnded, RunLeft } from './record.js';

export type RunItem = RunBegun['items'][number];

/** Files that are migrated one after the other as one piece of work, as the journal tells it. */
export interface Run {
  readonly id: string;
  readonly begun: RunBegun;
  readonly startedAtMs: number;
  /** Files that stayed as they were, by path. */
  readonly left: ReadonlyMap<string, RunLeft>;
  /** `undefined` while it can go on. */
  readonly ended: RunEnded['how'] | undefined;
}

/** Tells the story of runs; records about runs that never began are passed over. */
export class RunStory {
  private readonly runs = new Map<string, Run>();

  /** Whether the record is about runs. */
  tell(record: JournalRecord): record is JournalRecord & (RunBegun | RunLeft | RunEnded) {
    switch (record.kind) {
      case 'run-begun':
        if (!this.runs.has(record.id)) this.begin(record, record.wallMs);
        return true;
      case 'run-left':
        this.change(record.id, (run) => ({ ...run, left: new Map([...run.left, [record.path, record]]) }));
        return true;
      case 'run-ended':
        this.change(record.id, (run) => ({ ...run, ended: record.how }));
        return true;
      default:
        return false;
    }
  }

  all(): readonly Run[] {
    return [...this.runs.values()];
  }

  private begin(begun: RunBegun, startedAtMs: number): void {
    this.runs.set(begun.id, { id: begun.id, begun, startedAtMs, left: new Map(), ended: undefined });
  }

  private change(id: string, change: (run: Run) => Run): void {
    const run = this.runs.get(id);
    if (run) this.runs.set(id, change(run));
  }
}

/** What the story of a migration says of a run that it may be part of. */
interface MigrationOfRun {
  readonly path: string;
  readonly state: string;
  readonly because: string;
  readonly begun: { readonly batch?: string | undefined };
}

/**
 * The files of a run that are still to be migrated. No file is taken up twice: what was migrated counts, whatever a person did with it
 * since, and only a migration that was interrupted and taken back by recovery is begun again.
 */
export function waitingItems({ id, begun, left }: Run, migrations: readonly MigrationOfRun[]): readonly RunItem[] {
  const isDone = ({ state, because }: MigrationOfRun): boolean => state !== 'undone' || because === '';
  const own = migrations.filter((one) => one.begun.batch === id);
  const done = new Set(own.filter(isDone).map(({ path }) => path));
  return begun.items.filter(({ path }) => !left.has(path) && !done.has(path));
}

/** The newest run that can go on. */
export function openRun(runs: readonly Run[]): Run | undefined {
  return runs.findLast(({ ended }) => ended === undefined);
}

/** A run was carried out, and something of it stands: it has shown that the way is sound. */
export function hadCanary(runs: readonly Run[], migrations: readonly MigrationOfRun[]): boolean {
  const done = new Set(runs.filter(({ ended }) => ended === 'done').map(({ id }) => id));
  return migrations.some(({ state, begun }) => state === 'applied' && done.has(begun.batch ?? ''));
}
