import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The records of a workspace's journal as they stand on the disk now; a last line that is being written is left out. */
export function journalRecords(workspace: string): readonly JournalLine[] {
  const file = path.join(workspace, '.agent-migrator', 'journal.jsonl');
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => (JSON.parse(line) as { record: JournalLine }).record);
}

export interface JournalLine {
  readonly kind: string;
  readonly id?: string;
  readonly path?: string;
  /** Of a note. */
  readonly data?: Readonly<Record<string, unknown>>;
  readonly before?: { readonly sha256: string };
  readonly after?: { readonly sha256: string };
}
