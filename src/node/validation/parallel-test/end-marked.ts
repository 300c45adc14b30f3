import { readdir, readFile } from 'node:fs/promises';

/** An environment variable that every descendant of a confined process inherits. */
export const markName = 'AGENT_MIGRATOR_RUN';

/** A process may start another one while the list is read. */
const rounds = 20;

/** Ends every process that carries the mark, also one that left its group. Linux only: elsewhere the end of the group has to do. */
export async function endMarked(mark: string): Promise<void> {
  if (process.platform !== 'linux') return;
  for (let round = 0; round < rounds; round++) {
    const found = await marked(`${markName}=${mark}`);
    if (found.length === 0) return;
    for (const pid of found) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It is gone already.
      }
    }
  }
}

async function marked(entry: string): Promise<readonly number[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    names.map(async (name) => {
      const environment = await readFile(`/proc/${name}/environ`, 'latin1').catch(() => '');
      return environment.split('\0').includes(entry) ? [Number(name)] : [];
    }),
  );
  return found.flat();
}
