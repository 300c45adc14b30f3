import path from 'node:path';
import { errorCode, unless, type Disk } from './disk.js';
import { randomName, replaceOwnFile, writeAll } from './durable-file.js';

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
    await this.disk.link(this.file, `${this.file}.${why}-${randomName().slice(0, 8)}`);
    await this.disk.syncDirectory(path.dirname(this.file));
  }
}
