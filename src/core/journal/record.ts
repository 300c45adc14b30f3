import * as v from 'valibot';
import { stages } from '../rewrite/stage.js';

/** A place in the life of a migrated file: before it, or after one of its stages. */
export const positions = ['original', ...stages] as const;
export type Position = (typeof positions)[number];

const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u));
const id = v.pipe(v.string(), v.regex(/^[a-z]-[0-9a-f]{8,32}$/u));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const position = v.picklist(positions);
const path = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));

const stageEntry = v.object({
  stage: v.picklist(stages),
  status: v.picklist(['applied', 'unchanged', 'dropped']),
  /** Of the bytes after this stage. */
  sha256,
  /** `Class.method` of what the stage took away and renamed; absent in journals of earlier versions. */
  removed: v.optional(v.array(v.string())),
  renamed: v.optional(v.array(v.object({ from: v.string(), to: v.string() }))),
  /** They are the reason for every statement that is gone or new; absent in journals of earlier versions. */
  explained: v.optional(v.boolean()),
});

const begunChange = {
  /** Of the migration or rollback; unique in one store. */
  id,
  path,
  before: v.object({ sha256, mode: v.optional(count) }),
  after: v.object({ sha256 }),
};

/** The first record of a journal: whose it is and which store it belongs to. */
const opened = v.object({
  kind: v.literal('opened'),
  store: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  format: v.object({ major: count, minor: count }),
});

/** Durable before the first byte of the file changes: everything that is needed to finish or undo the change. */
const migrationBegun = v.object({
  kind: v.literal('migration-begun'),
  ...begunChange,
  /** The run that this one is part of, or the first migration of files that were migrated together; absent in that first itself. */
  batch: v.optional(id),
  plan: v.string(),
  classes: v.array(v.string()),
  through: v.picklist(stages),
  stages: v.array(stageEntry),
  /** The change counts only after a validation of the file in place: without one it is undone. */
  validates: v.boolean(),
});

const rollbackBegun = v.object({
  kind: v.literal('rollback-begun'),
  ...begunChange,
  /** The migration or rollback that is taken back. */
  of: id,
  from: position,
  to: position,
  /** The result holds edits that somebody made after the migration. */
  merged: v.boolean(),
  /** There was no file before; `before` then stands for the empty one. */
  restoresDeleted: v.boolean(),
  automatic: v.boolean(),
});

const committed = v.object({ kind: v.literal('committed'), id });

/** The change has no effect on the file: it was refused, failed its validation, or recovery took it back. */
const undone = v.object({ kind: v.literal('undone'), id, because: v.string() });

/** Recovery found neither the old nor the new bytes; a person has to decide. */
const asked = v.object({ kind: v.literal('asked'), id, because: v.string() });

/** A person decided that the file stays as it is. */
const kept = v.object({ kind: v.literal('kept'), id });

/** The file was seen with the bytes of another place of its migration: undo or redo in an editor. */
const seen = v.object({ kind: v.literal('seen'), id, at: position });

/** Something other parts of the product remember about a migration, such as a validation or an observation. */
const noted = v.object({
  kind: v.literal('noted'),
  id,
  topic: v.pipe(v.string(), v.maxLength(64)),
  data: v.record(v.string(), v.unknown()),
});

/** Files that are migrated one after the other as one piece of work, written before the first of them. */
const runBegun = v.object({
  kind: v.literal('run-begun'),
  id,
  through: v.picklist(stages),
  includeReview: v.boolean(),
  items: v.array(
    v.object({
      path,
      classes: v.array(v.string()),
      /** Of the plan that is to be carried out; a file for which it is another one by then is left alone. */
      plan: v.string(),
      /** The edits that were chosen; absent for those that a plan carries out by itself. */
      edits: v.optional(v.array(v.string())),
    }),
  ),
});

/** A file of a run that stays as it was; one that is migrated has a record of its own, which names the run. */
const runLeft = v.object({
  kind: v.literal('run-left'),
  id,
  path,
  outcome: v.picklist(['unchanged', 'refused', 'rolled-back']),
  because: v.string(),
});

/** Nothing of a run is left to be done, or somebody decided that the rest of it stays undone. */
const runEnded = v.object({ kind: v.literal('run-ended'), id, how: v.picklist(['done', 'given-up']) });

const bodySchema = v.variant('kind', [
  runBegun,
  runLeft,
  runEnded,
  opened,
  migrationBegun,
  rollbackBegun,
  committed,
  undone,
  asked,
  kept,
  seen,
  noted,
]);

const stampSchema = v.object({
  v: v.literal(1),
  /** Position in the journal, from 0. */
  seq: count,
  /** Number of the lock under which the record was written; never goes down. */
  epoch: count,
  wallMs: count,
});

export type MigrationBegun = v.InferOutput<typeof migrationBegun>;
export type RollbackBegun = v.InferOutput<typeof rollbackBegun>;
export type RunBegun = v.InferOutput<typeof runBegun>;
export type RunLeft = v.InferOutput<typeof runLeft>;
export type RunEnded = v.InferOutput<typeof runEnded>;
export type RecordBody = v.InferOutput<typeof bodySchema>;
export type RecordStamp = v.InferOutput<typeof stampSchema>;
export type JournalRecord = RecordStamp & RecordBody;

/** Checks one parsed line; `undefined` for a kind this version does not know, so that a newer minor version can be read. */
export function parseRecord(value: unknown): { readonly stamp: RecordStamp; readonly body?: RecordBody } | undefined {
  const stamp = v.safeParse(stampSchema, value);
  if (!stamp.success) return undefined;
  const body = v.safeParse(bodySchema, value);
  return body.success ? { stamp: stamp.output, body: body.output } : { stamp: stamp.output };
}
