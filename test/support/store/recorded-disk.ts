import { MemoryDisk } from './memory-disk.js';

export interface RecordedDisk {
  readonly disk: MemoryDisk;
  /** What was done, in order, with the path where it has one; random names are `*`. */
  readonly steps: string[];
  /** The steps that change something or make it durable. */
  readonly changes: () => readonly string[];
}

/** A disk in memory with the directory `/store`, which fails with a code at the operations named in `errors`. */
export async function recordedDisk(errors: Readonly<Record<string, string>> = {}): Promise<RecordedDisk> {
  const disk = new MemoryDisk();
  await disk.makeDirectory('/store', 0o700);
  const steps: string[] = [];
  disk.faults = ({ name, path }) => {
    steps.push(`${name} ${path}`.trim().replaceAll(/(?<=\.)[0-9a-f]{32}(?=\.)/gu, '*'));
    const code = errors[name];
    return code === undefined ? undefined : { kind: 'error', code };
  };
  return { disk, steps, changes: () => steps.filter((step) => !/^(?:read|entry|realPath|list)\b/u.test(step)) };
}

/** Content of a file of the model as text; `undefined` where there is none. */
export function contentOf(disk: MemoryDisk, file: string): string | undefined {
  return disk.find(file)?.bytes.toString('latin1');
}
