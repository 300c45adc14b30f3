import type { JournalRecord, MigrationBegun, Position, RollbackBegun } from './record.js';
import { RunStory, type Run } from './run.js';
import type { Stage } from '../rewrite/stage.js';

/**
 * `unfinished`: begun, and no word yet of how it ended. `conflict`: recovery asks a person. `undone`: it has no effect on the file,
 * by recovery, a failed validation, or undo in an editor. `kept`: a person decided that the file stays as it was found.
 */
export type ChangeState = 'unfinished' | 'applied' | 'undone' | 'rolled-back' | 'conflict' | 'kept';

interface Change {
  readonly id: string;
  readonly path: string;
  readonly state: ChangeState;
  readonly startedAtMs: number;
  readonly updatedAtMs: number;
  /** The same, but never before what the journal told earlier: a clock that was set back makes nothing old. */
  readonly toldAtMs: number;
  /** When it counted: its bytes were written, and checked where it is validated. Absent when that never came. */
  readonly committedAtMs?: number;
  /** Why it was undone or is asked about; empty otherwise. */
  readonly because: string;
  readonly notes: readonly Note[];
}

/** A migration as the journal tells it; never stored on its own. */
export interface Migration extends Change {
  readonly begun: MigrationBegun;
  /** Where its file stands by our own last word. */
  readonly position: Position;
}

/** A rollback as the journal tells it; it can be rolled back itself, which is how one is undone. */
export interface Rollback extends Change {
  readonly begun: RollbackBegun;
}

export interface Note {
  readonly topic: string;
  readonly atMs: number;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface History {
  /** In the order in which they began. */
  readonly migrations: readonly Migration[];
  readonly rollbacks: readonly Rollback[];
  readonly runs: readonly Run[];
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
type AnyChange = Mutable<Migration> | Mutable<Rollback>;

/** Tells the story of all records in order. Records about ids that never began are passed over. */
export function replay(records: readonly JournalRecord[]): History {
  const story = new Story();
  for (const record of records) story.tell(record);
  return story.history();
}

/** The bytes that the file has at a place of this migration, as we wrote or found them. */
export function sha256At({ begun }: Migration, position: Position): string | undefined {
  if (position === 'original') return begun.before.sha256;
  return begun.stages.find(({ stage }) => stage === position)?.sha256;
}

/** The place that a fully applied migration leaves its file at. */
export function finalPosition({ begun }: Migration): Position {
  return begun.stages.at(-1)?.stage ?? 'original';
}

/** Its changes are in the file, so that there is something to take back. */
export function isStanding({ state }: Pick<Change, 'state'>): boolean {
  return state === 'applied' || state === 'conflict' || state === 'kept';
}

/** Stages whose changes stand in the file. */
export function standingStages({ begun, position }: Migration): readonly Stage[] {
  const last = begun.stages.findIndex(({ stage }) => stage === position);
  return begun.stages.slice(0, last + 1).flatMap(({ stage, status }) => (status === 'applied' ? [stage] : []));
}

class Story {
  private readonly changes = new Map<string, AnyChange>();
  private readonly runs = new RunStory();
  private latestMs = 0;

  history(): History {
    const all = [...this.changes.values()];
    return {
      migrations: all.filter((change): change is Mutable<Migration> => change.begun.kind === 'migration-begun'),
      rollbacks: all.filter((change): change is Mutable<Rollback> => change.begun.kind === 'rollback-begun'),
      runs: this.runs.all(),
    };
  }

  tell(record: JournalRecord): void {
    this.latestMs = Math.max(this.latestMs, record.wallMs);
    if (record.kind === 'opened' || this.runs.tell(record)) return;
    if (record.kind === 'migration-begun' || record.kind === 'rollback-begun') {
      this.begin(record);
      return;
    }
    const change = this.changes.get(record.id);
    if (change === undefined) return;
    change.updatedAtMs = record.wallMs;
    change.toldAtMs = this.latestMs;
    this.end(change, record);
  }

  private begin(record: JournalRecord & (MigrationBegun | RollbackBegun)): void {
    // A rollback comes after what it takes back, so that no two can take back each other.
    if (this.changes.has(record.id) || (record.kind === 'rollback-begun' && !this.changes.has(record.of))) return;
    const { id, path, wallMs } = record;
    const common = {
      id,
      path,
      startedAtMs: wallMs,
      updatedAtMs: wallMs,
      toldAtMs: this.latestMs,
      because: '',
      notes: [],
    };
    const state = 'unfinished' as const;
    this.changes.set(
      id,
      record.kind === 'migration-begun'
        ? { ...common, state, begun: record, position: 'original' }
        : { ...common, state, begun: record },
    );
  }

  private end(
    change: AnyChange,
    record: Exclude<
      JournalRecord,
      { kind: 'opened' | 'migration-begun' | 'rollback-begun' | 'run-begun' | 'run-left' | 'run-ended' }
    >,
  ): void {
    switch (record.kind) {
      case 'committed':
        this.commit(change, record.wallMs);
        return;
      case 'undone':
        change.state = 'undone';
        change.because = record.because;
        if (isMigration(change)) change.position = 'original';
        return;
      case 'asked':
        change.state = 'conflict';
        change.because = record.because;
        return;
      case 'kept':
        change.state = 'kept';
        return;
      case 'seen':
        if (isMigration(change)) this.place(change, record.at, 'undone');
        return;
      case 'noted':
        change.notes = [...change.notes, { topic: record.topic, atMs: record.wallMs, data: record.data }];
        return;
    }
  }

  private commit(change: AnyChange, atMs: number): void {
    change.state = 'applied';
    change.committedAtMs = atMs;
    change.because = '';
    if (isMigration(change)) change.position = finalPosition(change);
    else this.switchOn(change, true);
  }

  /** Gives or takes the effect of a rollback. Taking back the taking back of a rollback gives its effect again. */
  private switchOn(rollback: Mutable<Rollback>, on: boolean): void {
    if (!on) rollback.state = 'rolled-back';
    else rollback.state = 'applied';
    const target = this.changes.get(rollback.begun.of);
    if (target === undefined) return;
    target.updatedAtMs = rollback.updatedAtMs;
    target.toldAtMs = rollback.toldAtMs;
    if (isMigration(target)) this.place(target, on ? rollback.begun.to : rollback.begun.from, 'rolled-back');
    else this.switchOn(target, !on);
  }

  private place(migration: Mutable<Migration>, position: Position, stateAtOriginal: ChangeState): void {
    // A stage that found its work done leaves the file as the migration found it.
    const isOriginal = sha256At(migration, position) === migration.begun.before.sha256;
    migration.position = isOriginal ? 'original' : position;
    migration.state = isOriginal ? stateAtOriginal : 'applied';
  }
}

function isMigration(change: AnyChange): change is Mutable<Migration> {
  return change.begun.kind === 'migration-begun';
}
