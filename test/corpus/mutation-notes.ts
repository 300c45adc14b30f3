import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import * as v from 'valibot';

const about = { path: v.string(), key: v.string() };
const schema = v.union([
  v.object({ ...about, kind: v.string(), isCaught: v.boolean() }),
  /** Everything of the file was tried, or it does not pass as it is. */
  v.object({ ...about, passes: v.boolean(), isRun: v.boolean() }),
]);
type Note = v.InferOutput<typeof schema>;

/** What became of every breakage, kept in a file where one is named: a line of JSON each. */
export class MutationNotes {
  private readonly notes = new Map<string, Note>();

  constructor(private readonly file: string | undefined) {
    if (file === undefined || !existsSync(file)) return;
    for (const line of readFileSync(file, 'utf8').trim().split('\n').filter(Boolean)) {
      const note = v.parse(schema, JSON.parse(line));
      this.notes.set(keyOf(note), note);
    }
  }

  has(path: string, key: string): boolean {
    return this.notes.has(keyOf({ path, key }));
  }

  add(note: Note): void {
    this.notes.set(keyOf(note), note);
    if (this.file !== undefined) appendFileSync(this.file, `${JSON.stringify(note)}\n`);
  }

  /** Prints the sums by kind; whether all of so many migrations pass, and 95 % of their breakages are caught. */
  summed(migrations: number): boolean {
    const all = [...this.notes.values()];
    const breakages = all.flatMap((note) => ('kind' in note ? [note] : []));
    const caughtOf = (some: typeof breakages): string =>
      `${some.filter(({ isCaught }) => isCaught).length}\tof ${some.length}`;
    for (const kind of [...new Set(breakages.map((one) => one.kind))].sort())
      console.log(`${caughtOf(breakages.filter((one) => one.kind === kind))}\t${kind}`);
    const correct = all.filter((note) => 'passes' in note && note.passes).length;
    const run = all.filter((note) => 'passes' in note && note.isRun).length;
    console.log(
      `${caughtOf(breakages)} breakages caught; ${correct} of ${migrations} migrations pass, ${run} of them run.`,
    );
    const caught = breakages.filter(({ isCaught }) => isCaught).length;
    return correct === migrations && caught >= 0.95 * breakages.length;
  }
}

const keyOf = ({ path, key }: Pick<Note, 'path' | 'key'>): string => `${path} ${key}`;
