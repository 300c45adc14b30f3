/**
 * Measures what the product promises about speed and size: `npm run bench`, or
 * `npm run bench -- --corpus DIR --rounds 5 --only assess,T --json`.
 *
 * Each subject runs in a process of its own; all of them take turns, round by round, and what is compared comes from the same round.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { copyCorpus } from './corpus.js';
import type { Cost } from './cost.js';
import { figureSources, type Figure } from './figures.js';
import { provision } from './provision.js';
import { printResult, type Result } from './result.js';
import { bundleSizes, measure, rows, subjects } from './rows.js';
import { rotated } from './statistics.js';
import type { Setting, Subject } from './subjects.js';

interface Options {
  readonly corpus: string | undefined;
  readonly rounds: number;
  readonly only: readonly string[] | undefined;
  readonly json: boolean;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      corpus: { type: 'string' },
      rounds: { type: 'string', default: '5' },
      only: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds takes a whole number from 1 on');
  return { corpus: values.corpus, rounds, only: values.only?.split(','), json: values.json };
}

async function main(): Promise<void> {
  const options = readOptions();
  const isChosen = ({ id }: { readonly id: string }): boolean => options.only?.includes(id) ?? true;
  const chosen = subjects.filter(isChosen);
  const provisions = await provision();
  const corpus = await copyCorpus(options.corpus);
  const scratch = await mkdtemp(path.join(tmpdir(), 'agent-migrator-bench-run-'));
  try {
    const setting = { corpus, provisions, scratch };
    const { costs, failed } = await takeTurns(chosen, setting, options.rounds);
    const { figures, missing } = await takeFigures(setting, isChosen);
    const result: Result = {
      schemaVersion: 1,
      machine: machine(),
      corpus: { origin: corpus.origin, files: corpus.files.length, bytes: corpus.bytes },
      yardstick: provisions.yardstick.note,
      rounds: options.rounds,
      subjects: chosen.map(({ id, what }) => ({ id, what, costs: costs.get(id) ?? [] })),
      rows: rows.flatMap((row) => {
        const measured = measure(row, costs);
        return measured === undefined ? [] : [{ ...row, ...measured, met: row.met(measured) }];
      }),
      figures,
      bundles: await bundleSizes(),
      notMeasured: [
        ...failed,
        ...missing,
        { id: 'radon', why: 'is no npm package; the script of regular expressions stands beside it' },
      ],
    };
    if (options.json) console.log(JSON.stringify(result, undefined, 2));
    else printResult(result);
  } finally {
    await rm(corpus.folder, { recursive: true, force: true });
    await rm(scratch, { recursive: true, force: true });
  }
}

interface Missing {
  readonly id: string;
  readonly why: string;
}

async function takeFigures(
  setting: Setting,
  isChosen: (source: { readonly id: string }) => boolean,
): Promise<{ readonly figures: readonly Figure[]; readonly missing: readonly Missing[] }> {
  const figures: Figure[] = [];
  const missing: Missing[] = [];
  for (const source of figureSources.filter(isChosen)) {
    progress(source.id);
    try {
      figures.push(...(await source.measure(setting)));
    } catch (error) {
      missing.push({ id: source.id, why: messageOf(error) });
    }
  }
  progress('');
  return { figures, missing };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

interface Turns {
  readonly costs: ReadonlyMap<string, readonly Cost[]>;
  readonly failed: readonly Missing[];
}

/** Every subject once per round, in another order each time; one that fails is left out from then on. */
async function takeTurns(all: readonly Subject[], setting: Setting, rounds: number): Promise<Turns> {
  const costs = new Map<string, Cost[]>();
  const failed: Missing[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const subject of rotated(all, round)) {
      if (failed.some(({ id }) => id === subject.id)) continue;
      progress(`round ${round + 1} of ${rounds}: ${subject.what}`);
      try {
        costs.set(subject.id, [...(costs.get(subject.id) ?? []), await subject.run(setting)]);
      } catch (error) {
        failed.push({ id: subject.id, why: messageOf(error) });
        costs.delete(subject.id);
      }
    }
  }
  progress('');
  return { costs, failed };
}

/** One line that changes, for whoever watches. */
function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${text}`);
}

function machine(): Result['machine'] {
  return {
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    loadAverage: loadavg()[0] ?? 0,
  };
}

await main();
