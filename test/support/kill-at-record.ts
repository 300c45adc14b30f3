import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { RunningCli } from './cli.js';

/** The kinds of the records that stand in the journal of a folder, in order. */
export async function recordsIn(folder: string): Promise<readonly string[]> {
  const text = await readFile(path.join(folder, '.agent-migrator', 'journal.jsonl'), 'utf8').catch(() => '');
  return [...text.matchAll(/"kind":"([\w-]+)"/gu)].map(([, kind]) => kind ?? '');
}

/** Kills a process once its journal has so many records, whatever it does at that moment. */
export function killAtRecord(child: RunningCli, folder: string, wanted: number): void {
  const watch = setInterval(() => {
    void recordsIn(folder).then(({ length }) => {
      if (length >= wanted) child.kill('SIGKILL');
    });
  }, 5);
  child.once('close', () => clearInterval(watch));
}
