import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import * as v from 'valibot';

const agentSchema = v.object({ path: v.string(), cls: v.string(), blob: v.string(), easy: v.boolean() });
const stepSchema = v.object({
  path: v.string(),
  old: v.string(),
  new: v.string(),
  classes: v.array(v.string()),
  oldParses: v.boolean(),
  newParses: v.boolean(),
});

/** A step of history: the blobs before and after it, where the file before it parses. */
export type HistoricalStep = v.InferOutput<typeof stepSchema>;

export function readSteps(file: string): readonly HistoricalStep[] {
  return v.parse(v.array(stepSchema), JSON.parse(readFileSync(file, 'utf8'))).filter(({ oldParses }) => oldParses);
}

/** One file to migrate: an agent of the list, or the file before a historical migration step. */
export interface CorpusEntry {
  readonly path: string;
  readonly classes: readonly string[];
  readonly blob: string;
  readonly kind: 'easy' | 'other' | 'history that parses' | 'history that broke';
}

/** Reads either list: agents with their blob, or historical steps with the blob before them. */
export function readEntries(file: string): readonly CorpusEntry[] {
  const list: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const agents = v.safeParse(v.array(agentSchema), list);
  if (agents.success) {
    return agents.output.map(({ path, cls, blob, easy }) => ({
      path,
      classes: [cls],
      blob,
      kind: easy ? 'easy' : 'other',
    }));
  }
  return readSteps(file).map(({ path, classes, old, newParses }) => {
    return { path, classes, blob: old, kind: newParses ? 'history that parses' : 'history that broke' };
  });
}

export function readBlob(repository: string, blob: string): Buffer {
  return execFileSync('git', ['-C', repository, 'cat-file', 'blob', blob], { maxBuffer: 1 << 26 });
}

/** A file of the repository as its newest commit has it. */
export const readFileAt = (repository: string, file: string): Buffer => readBlob(repository, `HEAD:${file}`);
