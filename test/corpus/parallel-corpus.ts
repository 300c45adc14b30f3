// Runs every agent that migrates side by side with its migration, and says how many are the same, different or cannot be run.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { ParallelOutcome } from '../../src/core/validation/functionality/compare-traces.js';
import { createParallelTest } from '../../src/node/validation/parallel-test/parallel-test.js';
import { harnesses } from '../support/harnesses.js';
import { noModules } from '../support/no-modules.js';
import { pairsOfList } from './listed-pairs.js';
import { pairsOfFolder, type MigratedPair } from './migrated-pairs.js';

const options = {
  /** The workspace: migrated itself unless a list is named, and where modules are imported from. */
  folder: { type: 'string' },
  repository: { type: 'string' },
  blobs: { type: 'string' },
  only: { type: 'string' },
  /** A folder for both versions of each file, to look at what differs. */
  keep: { type: 'string' },
} as const;

function told(outcome: ParallelOutcome): string {
  switch (outcome.kind) {
    case 'equivalent':
      return `${outcome.calls} calls${outcome.notRun.map((one) => `\n    not run: ${one}`).join('')}`;
    case 'unknown':
      return outcome.reason;
    case 'different':
      return outcome.differences
        .slice(0, 6)
        .map(({ call, what, legacy, migrated }) => `\n    ${call}: ${what}\n      was ${legacy}\n      is  ${migrated}`)
        .join('');
  }
}

function keepVersions(folder: string, { path: file, legacy, migrated }: MigratedPair): void {
  const place = path.join(folder, path.dirname(file), path.basename(file, '.py'));
  mkdirSync(place, { recursive: true });
  writeFileSync(path.join(place, 'legacy.py'), legacy);
  writeFileSync(path.join(place, 'migrated.py'), migrated);
}

export async function parallelCorpus(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({ args: [...args], options });
  const { folder, repository, blobs, only = '', keep } = values;
  if (folder === undefined)
    throw new Error('Name --folder DIR, and --repository GITDIR with --blobs LIST for a list of agents.');
  const found =
    repository === undefined || blobs === undefined
      ? await pairsOfFolder(folder)
      : pairsOfList(folder, { repository, blobs, only });
  const test = createParallelTest({
    workspaceRoot: path.resolve(folder),
    harnesses,
    runnableModules: noModules,
    environment: process.env,
  });
  const counts = new Map<string, number>();
  const run = async (pair: MigratedPair): Promise<void> => {
    if (keep !== undefined) keepVersions(keep, pair);
    const started = performance.now();
    const outcome = await test.run(
      { ...pair, interpreter: { name: 'CPython', command: ['python3'] }, findModule: () => undefined },
      { signal: new AbortController().signal },
    );
    counts.set(outcome.kind, (counts.get(outcome.kind) ?? 0) + 1);
    console.log(`${outcome.kind} · ${pair.path} ${(performance.now() - started).toFixed(0)} ms · ${told(outcome)}`);
  };
  // Agents in TypeScript are run by `mutations`, which has the worker that makes JavaScript of them.
  for await (const pair of found) if (pair.path.includes(only) && pair.contract.language === 'python') await run(pair);
  for (const [kind, count] of [...counts].sort()) console.log(`${count}\t${kind}`);
  return !counts.has('different');
}
