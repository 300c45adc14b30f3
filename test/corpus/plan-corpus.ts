// Plans every agent of a list over a clone of the repository that holds them, and judges the results by means of its own: the
// interpreter's compile(), its symbol tables, and the edits taken back byte by byte.
//   node out/test/corpus/plan-corpus.mjs --clone DIR --list FILE [--through STAGE] [--include-review] [--out DIR]
import { execFileSync } from 'node:child_process';
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
import { PythonInterpreter } from '../../src/node/python-interpreter.js';
import { readBlob, readEntries, type CorpusEntry } from './corpus-entry.js';

const { values } = parseArgs({
  options: {
    clone: { type: 'string' },
    list: { type: 'string' },
    through: { type: 'string', default: 'integration' },
    'include-review': { type: 'boolean', default: false },
    out: { type: 'string' },
  },
});

interface Planned {
  readonly entry: CorpusEntry;
  readonly bytes: Buffer;
  readonly planned: PlanWithBytes;
  readonly ms: number;
}

function plan(parser: PythonParser, entry: CorpusEntry, bytes: Buffer): Planned {
  const started = performance.now();
  const request = {
    path: entry.path,
    bytes,
    classes: entry.classes,
    contract: { ...defaultPythonContract, external: true },
    through: stages.find((stage) => stage === values.through) ?? ('integration' satisfies Stage),
    includeReview: values['include-review'],
    outside: noOutsideUses,
    marker: 'comment',
  } as const;
  const hash = (content: Uint8Array | string): string => createHash('sha256').update(content).digest('hex');
  return { entry, bytes, planned: planPython(parser, request, hash), ms: performance.now() - started };
}

const resultOf = ({ planned, bytes }: Planned): Uint8Array => planned.stageBytes.at(-1) ?? bytes;

function unboundNames(sources: readonly Uint8Array[]): readonly unknown[] {
  const input = sources.map((source) => Buffer.from(source).toString('base64')).join('\n');
  const output = execFileSync('python3', ['-I', 'test/corpus/unbound_names.py'], { input, maxBuffer: 1 << 28 });
  return output
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

/** Failures of the promise itself: something compiled, or had a name, and does not any more. */
async function harms(all: readonly Planned[], { signal }: AbortController): Promise<readonly string[]> {
  const interpreter = new PythonInterpreter({ environment: process.env });
  const inputs = all.flatMap((one) =>
    [one.bytes, ...one.planned.stageBytes].map((bytes) => ({ path: one.entry.path, bytes })),
  );
  const compiled = await interpreter.compile(inputs, { signal });
  const names = unboundNames(inputs.map(({ bytes }) => bytes));
  const found: string[] = [];
  let at = 0;
  for (const one of all) {
    const [before, known] = [compiled[at], names[at]];
    for (let stage = 1; stage <= one.planned.stageBytes.length; stage++) {
      const result = compiled[at + stage];
      if (before?.status === 'compiles' && result?.status !== 'compiles')
        found.push(`${one.entry.path}: no longer compiles`);
      const now = names[at + stage];
      if (Array.isArray(now) && Array.isArray(known)) {
        const lost = now.filter((name) => !known.includes(name));
        if (lost.length > 0) found.push(`${one.entry.path}: unbound ${lost.join(', ')}`);
      }
    }
    at += 1 + one.planned.stageBytes.length;
  }
  return found;
}

function replanned(parser: PythonParser, one: Planned): string | undefined {
  if (one.planned.plan.refused) return undefined;
  const again = plan(parser, one.entry, Buffer.from(resultOf(one)));
  const same = Buffer.from(resultOf(again)).equals(Buffer.from(resultOf(one)));
  return same ? undefined : `${one.entry.path}: planning the result again changes it`;
}

function outcomeOf({ planned, bytes }: Planned): string {
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

async function main(): Promise<void> {
  const { clone, list, out } = values;
  if (clone === undefined || list === undefined) throw new Error('Name a clone with --clone and a list with --list.');
  const parser = await loadPythonParser(path.resolve('dist'));
  const all = readEntries(list).map((entry) => plan(parser, entry, readBlob(clone, entry.blob)));
  print(all);
  if (out !== undefined) writeDiffs(all, out);
  const broken = [...(await harms(all, new AbortController())), ...all.flatMap((one) => replanned(parser, one) ?? [])];
  console.log(broken.length === 0 ? 'No harm done.' : `HARM:\n${broken.join('\n')}`);
  process.exitCode = broken.length === 0 ? 0 : 1;
}

await main();
