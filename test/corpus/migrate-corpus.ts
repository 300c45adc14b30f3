// Takes the files of a list through the built command line as a person would: migrate, migrate again, roll back. Files with different
// paths share a workspace, as a fleet does. Judges what is on disk: by python3, and byte by byte.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { runBuiltCli } from '../support/cli.js';
import { readBlob, readEntries, readFileAt, type CorpusEntry } from './corpus-entry.js';
import { harmOf, judge } from './judge.js';

const migrationSchema = v.object({
  migrations: v.array(
    v.object({
      path: v.string(),
      status: v.picklist(['applied', 'partial', 'unchanged', 'refused', 'rolled-back']),
      stages: v.array(
        v.object({
          stage: v.string(),
          status: v.string(),
          left: v.array(v.object({ recipe: v.string(), reason: v.string() })),
          checks: v.array(v.object({ id: v.string(), status: v.string(), detail: v.string() })),
        }),
      ),
      reason: v.nullable(v.object({ code: v.string(), message: v.string() })),
    }),
  ),
});
type Migration = v.InferOutput<typeof migrationSchema>['migrations'][number];
const rollbackSchema = v.object({ rollbacks: v.array(v.object({ path: v.string(), status: v.string() })) });

interface Journey {
  readonly entry: CorpusEntry;
  readonly migration: Migration;
  /** Everything that broke a promise, one sentence each. */
  readonly broken: readonly string[];
}

interface Workspace {
  readonly folder: string;
  /** With the bytes of each at first. */
  readonly entries: ReadonlyMap<CorpusEntry, Buffer>;
  readonly flags: readonly string[];
}

async function command<T>(
  schema: v.GenericSchema<unknown, T>,
  { folder }: Workspace,
  args: readonly string[],
): Promise<T> {
  const { stdout, stderr, code } = await runBuiltCli([...args, '--json'], { cwd: folder });
  if (code !== 0 && code !== 3) throw new Error(`${args[0] ?? ''} ended with ${code}: ${stderr}`);
  return v.parse(schema, JSON.parse(stdout));
}

async function migrate(workspace: Workspace): Promise<ReadonlyMap<string, Migration>> {
  const { entries, flags } = workspace;
  const paths = [...entries.keys()].map(({ path: file }) => file);
  const { migrations } = await command(migrationSchema, workspace, ['migrate', ...paths, ...flags]);
  return new Map(migrations.map((one) => [one.path, one]));
}

const isWritten = ({ status }: Migration): boolean => status === 'applied' || status === 'partial';

async function travel(workspace: Workspace): Promise<readonly Journey[]> {
  const { folder, entries } = workspace;
  const read = ({ path: file }: CorpusEntry): Buffer => readFileSync(path.join(folder, file));
  const migrations = await migrate(workspace);
  const results = new Map([...entries.keys()].map((entry) => [entry, read(entry)]));
  const again = await migrate(workspace);
  const afterwards = new Map([...entries.keys()].map((entry) => [entry, read(entry)]));
  const written = [...migrations.values()].filter(isWritten).map(({ path: file }) => file);
  if (written.length > 0) await command(rollbackSchema, workspace, ['rollback', ...written]);
  return [...entries].map(([entry, original]) => {
    const migration = migrations.get(entry.path);
    const result = results.get(entry);
    if (!migration || !result) throw new Error(`The command line says nothing of ${entry.path}.`);
    const broken = promisesBroken(migration, original, result);
    const isSame = afterwards.get(entry)?.equals(result) === true;
    if (!isSame) broken.push(`migrating again is ${again.get(entry.path)?.status ?? 'nothing'} and changes it`);
    if (!read(entry).equals(original)) broken.push('rolling back gives other bytes');
    return { entry, migration, broken };
  });
}

function promisesBroken(migration: Migration, original: Buffer, result: Buffer): string[] {
  const broken: string[] = [];
  const [before, after] = judge([original, result]);
  const harm = before && after && harmOf(before, after);
  if (harm !== undefined) broken.push(harm);
  const failed = migration.stages.flatMap(({ checks }) => checks.filter(({ status }) => status === 'fail'));
  for (const { id, detail } of failed) broken.push(`check ${id} failed: ${detail}`);
  if (!isWritten(migration) && !result.equals(original)) broken.push(`${migration.status}, and yet written`);
  return broken;
}

const options = {
  repository: { type: 'string' },
  blobs: { type: 'string' },
  /** Files of the repository that every workspace has as well, such as the base class. */
  with: { type: 'string', multiple: true, default: [] as string[] },
  'include-review': { type: 'boolean', default: false },
} as const;

async function inWorkspace(
  entries: readonly CorpusEntry[],
  values: Values,
  flags: readonly string[],
): Promise<readonly Journey[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'agent-migrator-corpus-'));
  const put = (file: string, bytes: Buffer): void => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), bytes);
  };
  try {
    for (const file of values.with) put(file, readFileAt(values.repository, file));
    const originals = new Map(entries.map((entry) => [entry, readBlob(values.repository, entry.blob)]));
    for (const [entry, bytes] of originals) put(entry.path, bytes);
    const review = values['include-review'] ? ['--include-review'] : [];
    return await travel({ folder, entries: originals, flags: [...flags, ...review] });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Values {
  readonly repository: string;
  readonly with: readonly string[];
  readonly 'include-review': boolean;
}

function outcomeOf({ migration }: Journey): string {
  const { status, reason, stages } = migration;
  if (reason) return `${status}: ${reason.code}`;
  const isReviewOnly = status === 'unchanged' && stages.some(({ left }) => left.length > 0);
  return isReviewOnly ? 'unchanged, with something left' : status;
}

function print(journeys: readonly Journey[]): void {
  const counts = new Map<string, number>();
  for (const journey of journeys) {
    const { entry, migration } = journey;
    const key = `${entry.kind} · ${outcomeOf(journey)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    console.log(`${outcomeOf(journey)} · ${entry.path} ${entry.classes.join(',')}`);
    if (migration.reason) console.log(`    ${migration.reason.message}`);
    for (const { stage, left } of migration.stages) {
      for (const { recipe, reason } of left) console.log(`    ${stage} ${recipe}: ${reason}`);
    }
    for (const sentence of journey.broken) console.log(`    BROKEN: ${sentence}`);
  }
  for (const [key, count] of [...counts].sort()) console.log(`${count}\t${key}`);
}

/** As few workspaces as hold every file at its own path. */
function workspacesFor(entries: readonly CorpusEntry[]): readonly (readonly CorpusEntry[])[] {
  const workspaces: CorpusEntry[][] = [];
  for (const entry of entries) {
    const free = workspaces.find((one) => !one.some(({ path: file }) => file === entry.path));
    if (free) free.push(entry);
    else workspaces.push([entry]);
  }
  return workspaces;
}

async function all(entries: readonly CorpusEntry[], values: Values): Promise<readonly Journey[]> {
  const journeys: Journey[] = [];
  for (const workspace of workspacesFor(entries)) {
    for (const journey of await inWorkspace(workspace, values, [])) {
      // Detection passes over it; a person may name the class all the same.
      const isPassedOver = journey.migration.reason?.code === 'no-agent';
      const chosen = ['--class', ...journey.entry.classes.slice(0, 1)];
      journeys.push(...(isPassedOver ? await inWorkspace([journey.entry], values, chosen) : [journey]));
    }
  }
  return journeys;
}

export async function migrateCorpus(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({ args: [...args], options });
  const { repository, blobs } = values;
  if (repository === undefined || blobs === undefined) throw new Error('Name --repository GITDIR and --blobs LIST.');
  const journeys = await all(readEntries(blobs), { ...values, repository });
  print(journeys);
  const broken = journeys.filter((journey) => journey.broken.length > 0);
  console.log(`${journeys.length} journeys, ${broken.length} with a broken promise.`);
  return broken.length === 0;
}
