// Takes every file of a list through the built command line as a person would, each in a workspace of its own: migrate, migrate again,
// roll back. Judges what is on disk: by python3, and byte by byte.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { runBuiltCli } from '../support/cli.js';
import { readBlob, readEntries, readFileAt, type CorpusEntry } from './corpus-entry.js';
import { harmOf, judge } from './judge.js';

const migrationSchema = v.object({
  migrations: v.tuple([
    v.object({
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
  ]),
});
type Migration = v.InferOutput<typeof migrationSchema>['migrations'][0];
const rollbackSchema = v.object({ rollbacks: v.tuple([v.object({ status: v.string() })]) });

interface Journey {
  readonly entry: CorpusEntry;
  readonly migration: Migration;
  /** Everything that broke a promise, one sentence each. */
  readonly broken: readonly string[];
}

interface Workspace {
  readonly folder: string;
  readonly entry: CorpusEntry;
  readonly flags: readonly string[];
}

async function command<T>(
  schema: v.GenericSchema<unknown, T>,
  { folder }: Workspace,
  args: readonly string[],
): Promise<T> {
  const { stdout, stderr, code } = await runBuiltCli([...args, '--json'], { cwd: folder });
  if (code !== 0 && code !== 3) throw new Error(`${args.join(' ')} ended with ${code}: ${stderr}`);
  return v.parse(schema, JSON.parse(stdout));
}

async function migrate(workspace: Workspace): Promise<Migration> {
  const { entry, flags } = workspace;
  const chosen = entry.classes.length === 1 ? ['--class', ...entry.classes] : [];
  const { migrations } = await command(migrationSchema, workspace, ['migrate', entry.path, ...chosen, ...flags]);
  return migrations[0];
}

async function travel(workspace: Workspace, original: Buffer): Promise<Journey> {
  const { entry, folder } = workspace;
  const read = (): Buffer => readFileSync(path.join(folder, entry.path));
  const broken: string[] = [];
  const migration = await migrate(workspace);
  const result = read();
  const [before, after] = judge([original, result]);
  const harm = before && after && harmOf(before, after);
  if (harm !== undefined) broken.push(harm);
  const failed = migration.stages.flatMap(({ checks }) => checks.filter(({ status }) => status === 'fail'));
  for (const { id, detail } of failed) broken.push(`check ${id} failed: ${detail}`);
  if (migration.status !== 'applied' && migration.status !== 'partial') {
    if (!result.equals(original)) broken.push(`${migration.status}, and yet written`);
    return { entry, migration, broken };
  }
  const again = await migrate(workspace);
  if (!read().equals(result)) broken.push(`migrating again is ${again.status} and changes it`);
  const { rollbacks } = await command(rollbackSchema, workspace, ['rollback', entry.path]);
  if (!read().equals(original)) broken.push(`rolling back is ${rollbacks[0].status} and gives other bytes`);
  return { entry, migration, broken };
}

const options = {
  repository: { type: 'string' },
  blobs: { type: 'string' },
  /** Files of the repository that every workspace has as well, such as the base class. */
  with: { type: 'string', multiple: true, default: [] as string[] },
  'include-review': { type: 'boolean', default: false },
} as const;

async function inWorkspace(entry: CorpusEntry, values: Values): Promise<Journey> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'agent-migrator-corpus-'));
  const put = (file: string, bytes: Buffer): void => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), bytes);
  };
  try {
    for (const file of values.with) put(file, readFileAt(values.repository, file));
    const original = readBlob(values.repository, entry.blob);
    put(entry.path, original);
    const flags = values['include-review'] ? ['--include-review'] : [];
    return await travel({ folder, entry, flags }, original);
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

/** As many command lines at a time as the machine has cores. */
async function all(entries: readonly CorpusEntry[], values: Values): Promise<readonly Journey[]> {
  const journeys: Journey[] = [];
  const open = [...entries.entries()];
  const work = async (): Promise<void> => {
    for (let next = open.shift(); next; next = open.shift()) journeys[next[0]] = await inWorkspace(next[1], values);
  };
  await Promise.all(Array.from({ length: os.availableParallelism() }, work));
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
