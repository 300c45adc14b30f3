// Plans every agent of a list over a clone of the repository that holds them, and judges the results by means of its own: the
// interpreter's compile() and symbol tables after every stage, and by planning the result again.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createTwoFilesPatch } from 'diff';
import { defaultPythonContract } from '../../src/core/contract/default-profile.js';
import { noOutsideUses } from '../../src/core/rewrite/outside-uses.js';
import type { PlanWithBytes } from '../../src/core/rewrite/plan-request.js';
import { stages, type Stage } from '../../src/core/rewrite/stage.js';
import { loadPythonParser, type PythonParser } from '../../src/languages/python/parser.js';
import { planPython } from '../../src/languages/python/rewrite/plan-python.js';
import { readBlob, readEntries, type CorpusEntry } from './corpus-entry.js';
import { harmOf, judge } from './judge.js';

const options = {
  repository: { type: 'string' },
  blobs: { type: 'string' },
  through: { type: 'string', default: 'integration' },
  'include-review': { type: 'boolean', default: false },
  /** Folder for one diff per file. */
  diffs: { type: 'string' },
} as const;

interface Asked {
  readonly through: Stage;
  readonly includeReview: boolean;
}

interface Planned {
  readonly entry: CorpusEntry;
  readonly bytes: Buffer;
  readonly planned: PlanWithBytes;
  readonly ms: number;
}

export function plan(parser: PythonParser, entry: CorpusEntry, bytes: Buffer, asked: Asked): Planned {
  const started = performance.now();
  const request = {
    path: entry.path,
    bytes,
    classes: entry.classes,
    contract: { ...defaultPythonContract, external: true },
    ...asked,
    outside: noOutsideUses,
    marker: 'comment',
  } as const;
  const hash = (content: Uint8Array | string): string => createHash('sha256').update(content).digest('hex');
  return { entry, bytes, planned: planPython(parser, request, hash), ms: performance.now() - started };
}

export const resultOf = ({ planned, bytes }: Planned): Uint8Array => planned.stageBytes.at(-1) ?? bytes;

/** Failures of the promise itself: something compiled, or had a name, and does not any more. */
function harms(all: readonly Planned[]): readonly string[] {
  const verdicts = judge(all.flatMap((one) => [one.bytes, ...one.planned.stageBytes]));
  const found: string[] = [];
  let at = 0;
  for (const { entry, planned } of all) {
    const [before, ...after] = verdicts.slice(at, at + 1 + planned.stageBytes.length);
    at += 1 + after.length;
    for (const stage of after) {
      const harm = before && harmOf(before, stage);
      if (harm !== undefined) found.push(`${entry.path}: ${harm}`);
    }
  }
  return found;
}

function replanned(parser: PythonParser, one: Planned, asked: Asked): string | undefined {
  if (one.planned.plan.refused) return undefined;
  const again = plan(parser, one.entry, Buffer.from(resultOf(one)), asked);
  const same = Buffer.from(resultOf(again)).equals(Buffer.from(resultOf(one)));
  return same ? undefined : `${one.entry.path}: planning the result again changes it`;
}

export function outcomeOf({ planned, bytes }: Planned): string {
  const { plan: made } = planned;
  if (made.refused) return `refused: ${made.refused.code}`;
  const isChanged = !Buffer.from(planned.stageBytes.at(-1) ?? bytes).equals(bytes);
  if (!isChanged) return made.stages.some(({ edits }) => edits.length > 0) ? 'review only' : 'nothing to do';
  return made.stages.some(({ left }) => left.length > 0) ? 'migrated in part' : 'migrated';
}

function print(all: readonly Planned[]): void {
  const counts = new Map<string, number>();
  for (const one of all) {
    const key = `${one.entry.kind} · ${outcomeOf(one)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    const { refused, stages: planned } = one.planned.plan;
    const notes = planned.flatMap(({ stage, left }) =>
      left.map((item) => `    ${stage} ${item.recipe}: ${item.reason}`),
    );
    console.log(
      `${outcomeOf(one)} · ${one.entry.path} ${one.entry.classes.join(',')} ${one.entry.blob.slice(0, 8)} ${one.ms.toFixed(0)} ms`,
    );
    if (refused) console.log(`    ${refused.message}`);
    for (const note of notes) console.log(note);
  }
  for (const [key, count] of [...counts].sort()) console.log(`${count}\t${key}`);
}

function writeDiffs(all: readonly Planned[], folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const one of all) {
    if (one.planned.stageTexts.length === 0) continue;
    const name = `${one.entry.path.replaceAll('/', '__')}.${one.entry.classes.join('-')}.diff`;
    let before = one.planned.baseText;
    const parts = one.planned.plan.stages.map(({ stage }, index) => {
      const after = one.planned.stageTexts[index] ?? before;
      const diff = createTwoFilesPatch(`a/${stage}`, `b/${stage}`, before, after);
      before = after;
      return diff;
    });
    writeFileSync(path.join(folder, name), parts.join(''));
  }
}

export async function planCorpus(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({ args: [...args], options });
  const { repository, blobs, diffs, through } = values;
  if (repository === undefined || blobs === undefined) throw new Error('Name --repository GITDIR and --blobs LIST.');
  const asked: Asked = {
    through: stages.find((stage) => stage === through) ?? 'integration',
    includeReview: values['include-review'],
  };
  const parser = await loadPythonParser(path.resolve('dist'));
  const all = readEntries(blobs).map((entry) => plan(parser, entry, readBlob(repository, entry.blob), asked));
  print(all);
  if (diffs !== undefined) writeDiffs(all, diffs);
  const broken = [...harms(all), ...all.flatMap((one) => replanned(parser, one, asked) ?? [])];
  console.log(broken.length === 0 ? 'No harm done.' : `HARM:\n${broken.join('\n')}`);
  return broken.length === 0;
}
