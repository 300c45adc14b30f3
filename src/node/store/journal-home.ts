import path from 'node:path';
import { errorCode, unless, type Disk } from './disk.js';
import { randomName, replaceOwnFile, writeAll } from './durable-file.js';
import { publish } from './publish.js';

/** One of the two copies of the journal. Text has one character per byte. */
export class JournalHome {
  constructor(
    private readonly disk: Disk,
    readonly file: string,
  ) {}

  /** Empty when there is none. */
  async read(): Promise<string> {
    const bytes = await unless(['ENOENT', 'ENOTDIR'], () => this.disk.read(this.file));
    return bytes ? Buffer.from(bytes).toString('latin1') : '';
  }

  /** Whoever was killed may have left its last line unsynced; nothing is built on what a power cut could still take or spoil. */
  async settle(): Promise<void> {
    await this.disk.syncFile(this.file);
  }

  /** The line is durable when this resolves; when it rejects, the journal is `lengthBefore` long again or has a torn end. */
  async append(line: string, lengthBefore: number): Promise<void> {
    const file = await this.disk.openToAppend(this.file);
    try {
      try {
        await writeAll(file, Buffer.from(`${line}\n`, 'latin1'));
        await file.sync();
      } catch (error) {
        // Never synced again: after a failed sync the kernel may call lost pages clean.
        await file.truncate(lengthBefore).catch((second: unknown) => {
          if (errorCode(second) === undefined) throw second;
        });
        throw error;
      }
    } finally {
      await file.close();
    }
  }

  /** The whole journal at once: old or new after a crash. */
  async replace(text: string): Promise<void> {
    await replaceOwnFile(this.disk, { path: this.file, bytes: Buffer.from(text, 'latin1'), mode: 0o600 });
  }

  /** Keeps what stands there under another name, for a person to look at. */
  async setAside(why: string): Promise<void> {
    await publish(this.disk, this.file, `${this.file}.${why}-${randomName().slice(0, 8)}`);
    await this.disk.syncDirectory(path.dirname(this.file));
  }

  /** Texts that were set aside, each with when that was, in milliseconds since the epoch. */
  async asides(): Promise<readonly { readonly text: string; readonly sinceMs: number }[]> {
    const directory = path.dirname(this.file);
    const start = `${path.basename(this.file)}.`;
    const names = ((await unless(['ENOENT'], () => this.disk.list(directory))) ?? []).filter((name) =>
      /^[a-z]+-[0-9a-f]{8}$/u.test(name.startsWith(start) ? name.slice(start.length) : ''),
    );
    const asides = await Promise.all(
      names.map(async (name) => {
        const file = path.join(directory, name);
        const entry = await this.disk.entry(file);
        if (entry?.kind !== 'file') return [];
        return [{ text: Buffer.from(await this.disk.read(file)).toString('latin1'), sinceMs: entry.changedMs }];
      }),
    );
    return asides.flat();
  }
}
