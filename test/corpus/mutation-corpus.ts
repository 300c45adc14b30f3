// Breaks every correct migration in ten ways and counts how many of the breakages a check sees; a correct one must fail none.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import type { CheckResult } from '../../src/core/validation/check-result.js';
import { createLocalPorts } from '../../src/node/local-ports.js';
import { createValidation } from '../../src/node/validation/create-validation.js';
import { breakTypeScript, methodsAtOnce, type Breakage } from './break-typescript-agent.js';
import { configOf } from './corpus-workspace.js';
import { pairsOfList } from './listed-pairs.js';
import { pairsOfFolder, type MigratedPair } from './migrated-pairs.js';
import { MutationNotes } from './mutation-notes.js';

const options = {
  /** The workspace: migrated itself unless a list is named, and where modules are imported from. */
  folder: { type: 'string' },
  repository: { type: 'string' },
  blobs: { type: 'string' },
  only: { type: 'string' },
  /** At most so many agents. */
  count: { type: 'string' },
  /** A file for what was found; a run that was cut off goes on where it stands there. */
  notes: { type: 'string' },
  /** Of agents in TypeScript, every place is broken that can be. */
  every: { type: 'boolean', default: false },
} as const;

const breakageSchema = v.array(
  v.object({ kind: v.string(), line: v.number(), source: v.string(), isNone: v.exactOptional(v.string()) }),
);

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function breakagesOf(
  { migrated, classes, contract }: MigratedPair,
  seed: number,
  { every, folder }: { readonly every: boolean; readonly folder: string },
): readonly Breakage[] {
  const source = Buffer.from(migrated).toString('utf8');
  const hooks = [...contract.constructorHooks, contract.healthHook?.name ?? []].flat();
  if (contract.language === 'typescript') {
    const base = readFileSync(path.join(folder, `${contract.module}.ts`), 'utf8');
    const around = { hooks, atOnce: methodsAtOnce(base, contract.class) };
    return breakTypeScript(source, classes, around, every ? 'every' : seed);
  }
  const setByBase = contract.attributes.flatMap((one) => (one.set === 'constructor' ? one.name : []));
  const input = JSON.stringify({ source, hooks, classes, setByBase, seed });
  const script = path.resolve('test/corpus/break_agent.py');
  const python = { input, encoding: 'utf8', maxBuffer: 1 << 26 } as const;
  return v.parse(breakageSchema, JSON.parse(execFileSync('python3', [script], python)));
}

type Checker = (pair: MigratedPair, bytes: Uint8Array) => Promise<readonly CheckResult[]>;

const operation = { signal: new AbortController().signal };
const refusal = { allowed: false, reason: 'What can be seen without running anything is looked at first.' } as const;

/** All checks but performance; where the cheap ones fail, nothing is run. */
function checkerIn(root: string): { readonly check: Checker; readonly dispose: () => Promise<void> } {
  const distDir = path.resolve('dist');
  const config = configOf(root);
  const ports = createLocalPorts({ root, environment: process.env, distDir, mayBlock: true });
  const host = { root, environment: process.env, distDir };
  const validations = ([refusal, { allowed: true }] as const).map((permission) =>
    createValidation({ ...ports, config: () => config, execution: () => permission }, host),
  );
  const check: Checker = async (pair, bytes) => {
    const { path: file, classes, contract, legacy, declared, isComplete } = pair;
    writeFileSync(path.join(root, file), bytes);
    const proofs = await ports.proofs.prove(
      { path: file, before: legacy, after: bytes, classes, contract, declared },
      operation,
    );
    const stage = {
      stage: isComplete ? 'integration' : 'core-logic',
      bytes,
      sha256: sha256(bytes),
      ...declared,
      proofs,
    } as const;
    const before = { bytes: legacy, sha256: sha256(legacy) };
    const written = { id: 'm-00000000', path: file, classes, before, stages: [stage] };
    let checks: readonly CheckResult[] = [];
    for (const validation of validations) {
      checks = (await validation.validateStages(written, operation)).flatMap((one) => one.checks);
      if (failed(checks).length > 0) break;
    }
    return checks;
  };
  return { check, dispose: () => ports.dispose() };
}

const failed = (checks: readonly CheckResult[]): readonly CheckResult[] =>
  checks.filter(({ status }) => status === 'fail');

const told = (checks: readonly CheckResult[]): string =>
  failed(checks)
    .map(({ id, detail }) => `${id}: ${detail.slice(0, 160)}`)
    .join(' | ');

/**
 * Whether the migration as it is passes; notes what became of each breakage that was not tried before. An agent that could not be run
 * before its migration does nothing that could be another thing now, as the check says: its breakages are none.
 */
async function tried(
  pair: MigratedPair,
  breakages: () => readonly Breakage[],
  check: Checker,
  notes: MutationNotes,
): Promise<void> {
  const asItIs = await check(pair, pair.migrated);
  const functionality = asItIs.find(({ id }) => id === 'functionality');
  const passes = failed(asItIs).length === 0;
  console.log(`${pair.path}: ${told(asItIs) || `nothing fails (${functionality?.detail ?? ''})`}`);
  const { path: file } = pair;
  const isRun = passes && functionality?.status === 'pass';
  for (const { kind, line, source, isNone } of isRun ? breakages() : []) {
    if (isNone !== undefined) {
      console.log(`  none    ${kind}, line ${line}: ${isNone}`);
      continue;
    }
    const key = sha256(Buffer.from(source));
    if (notes.has(file, key)) continue;
    const checks = await check(pair, Buffer.from(source));
    const isCaught = failed(checks).length > 0;
    notes.add({ path: file, key, kind, isCaught });
    console.log(
      `  ${isCaught ? 'caught ' : 'SURVIVES'} ${kind}, line ${line} ${told(checks) || changeIn(pair, source)}`,
    );
  }
  notes.add({ path: file, key: sha256(pair.migrated), passes, isRun });
}

/** The first line that a breakage changes, before and after. */
function changeIn({ migrated }: MigratedPair, source: string): string {
  const [before, after] = [Buffer.from(migrated).toString('utf8'), source].map((text) => text.split('\n'));
  const index = before?.findIndex((line, place) => line !== after?.[place]) ?? 0;
  return `${before?.[index]?.trim() ?? ''} → ${after?.[index]?.trim() ?? ''}`;
}

/** Puts one migration into the workspace as long as it and its breakages are checked. */
async function triedIn(copy: string, pair: MigratedPair, test: () => Promise<void>): Promise<void> {
  const place = path.join(copy, pair.path);
  const before = existsSync(place) ? readFileSync(place) : undefined;
  mkdirSync(path.dirname(place), { recursive: true });
  await test();
  if (before === undefined) rmSync(place);
  else writeFileSync(place, before);
}

export async function mutationCorpus(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({ args: [...args], options });
  const { folder, repository, blobs, only = '', count = '1000' } = values;
  if (folder === undefined)
    throw new Error('Name --folder DIR, and --repository GITDIR with --blobs LIST for a list of agents.');
  const copy = mkdtempSync(path.join(os.tmpdir(), 'agent-migrator-mutations-'));
  const notes = new MutationNotes(values.notes);
  cpSync(folder, copy, { recursive: true });
  const { check, dispose } = checkerIn(copy);
  let index = 0;
  try {
    const listed = repository !== undefined && blobs !== undefined;
    const pairs = listed ? pairsOfList(folder, { repository, blobs, only }) : await pairsOfFolder(folder);
    for await (const pair of pairs) {
      if (!pair.path.includes(only)) continue;
      index += 1;
      if (!notes.has(pair.path, sha256(pair.migrated)))
        await triedIn(copy, pair, () =>
          tried(pair, () => breakagesOf(pair, index, { every: values.every, folder }), check, notes),
        );
      if (index === Number(count)) break;
    }
  } finally {
    await dispose();
    rmSync(copy, { recursive: true, force: true });
  }
  return notes.summed(index);
}
