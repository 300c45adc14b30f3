import path from 'node:path';
import { sha256Of } from './digest.js';
import { unless, type Disk } from './disk.js';
import { ensureDirectory, randomName, UnreliableDiskError, writeNewFile } from './durable-file.js';

/** One of the two homes of checkpoints: raw bytes under their own SHA-256, read-only, written once. */
export class BlobHome {
  /** Where what nobody needs waits for its end, under its own name. */
  readonly trash: string;
  private readonly durableFolders = new Set<string>();

  constructor(
    private readonly disk: Disk,
    readonly directory: string,
  ) {
    this.trash = path.join(path.dirname(directory), 'trash');
  }

  pathOf(sha256: string): string {
    return path.join(this.directory, sha256.slice(0, 2), sha256);
  }

  /** Durable and read back when this resolves. A copy that is there already is verified and synced again before it is relied on. */
  async put(bytes: Uint8Array, sha256: string): Promise<void> {
    const target = this.pathOf(sha256);
    const folder = path.dirname(target);
    await this.ensureFolder(folder);
    if ((await this.get(sha256)) !== undefined) {
      await this.disk.syncFile(target);
      await this.disk.syncDirectory(folder);
      return;
    }
    await this.write(target, bytes);
    await this.disk.syncDirectory(folder);
    if ((await this.get(sha256)) === undefined)
      throw new UnreliableDiskError(`The copy at ${target} does not read back as it was written.`);
  }

  /** Verified bytes; `undefined` when they are missing or damaged. */
  async get(sha256: string): Promise<Uint8Array | undefined> {
    return await this.verified(this.pathOf(sha256), sha256);
  }

  /** The same of what was put aside, and is needed after all: the clock may have been wrong on the day of it. */
  async getFromTrash(sha256: string): Promise<Uint8Array | undefined> {
    return await this.verified(path.join(this.trash, sha256), sha256);
  }

  private async verified(file: string, sha256: string): Promise<Uint8Array | undefined> {
    const bytes = await unless(['ENOENT', 'ENOTDIR', 'EIO', 'EACCES', 'EISDIR', 'EINVAL', 'EOVERFLOW'], () =>
      this.disk.read(file),
    );
    return bytes && sha256Of(bytes) === sha256 ? bytes : undefined;
  }

  /** Names of all copies, damaged ones too. */
  async list(): Promise<readonly string[]> {
    const files = await this.files();
    return files.map((file) => path.basename(file)).filter((name) => /^[0-9a-f]{64}$/u.test(name));
  }

  /** What all copies take, in bytes. */
  async bytes(): Promise<number> {
    const entries = await Promise.all((await this.files()).map((file) => this.disk.entry(file)));
    return entries.reduce((sum, entry) => sum + (entry?.size ?? 0), 0);
  }

  /** Under the lock: what was on its way in when a process ended. Paths. */
  async halfWritten(): Promise<readonly string[]> {
    return (await this.files()).filter((file) => file.endsWith('.tmp'));
  }

  /** Everything that has the name of a copy, or starts with one. No link is followed. */
  private async files(): Promise<readonly string[]> {
    const folders = (await this.entriesOf(this.directory)).filter((name) => /^[0-9a-f]{2}$/u.test(name));
    const files = await Promise.all(
      folders.map(async (folder) => {
        const names = await this.entriesOf(path.join(this.directory, folder));
        return names.filter((name) => name.startsWith(folder)).map((name) => path.join(this.directory, folder, name));
      }),
    );
    return files.flat();
  }

  private async entriesOf(folder: string): Promise<readonly string[]> {
    return (await this.disk.entry(folder))?.kind === 'directory' ? await this.disk.list(folder) : [];
  }

  private async write(target: string, bytes: Uint8Array): Promise<void> {
    const temporary = `${target}.${randomName()}.tmp`;
    await writeNewFile(this.disk, { path: temporary, bytes, mode: 0o400 });
    // Over a damaged copy too: the content is known by its name.
    await this.disk.rename(temporary, target);
  }

  private async ensureFolder(folder: string): Promise<void> {
    // Known ones may have been deleted since, as by `git clean`.
    if (this.durableFolders.has(folder) && (await this.disk.entry(folder))?.kind === 'directory') return;
    // Each on its own: a planted link at either would lead out of the store.
    await ensureDirectory(this.disk, this.directory);
    await ensureDirectory(this.disk, folder);
    this.durableFolders.add(folder);
  }
}
