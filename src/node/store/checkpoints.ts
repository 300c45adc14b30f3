import type { Operation } from '../../app/operation.js';
import type { CheckpointStore } from '../../app/ports/checkpoint-store.js';
import { RefusedError } from '../../core/reason.js';
import type { BlobHome } from './blob-home.js';
import type { GitCopies } from './git-copies.js';
import { sha256Of } from './digest.js';

/** Copies of files in all homes at once. */
export class Checkpoints implements CheckpointStore {
  constructor(
    readonly homes: readonly BlobHome[],
    private readonly spare?: GitCopies,
  ) {}

  async put(bytes: Uint8Array): Promise<string> {
    const sha256 = sha256Of(bytes);
    for (const home of this.homes) await home.put(bytes, sha256);
    await this.spare?.put(bytes, sha256);
    return sha256;
  }

  async get(sha256: string): Promise<Uint8Array> {
    for (const home of this.homes) {
      const bytes = await home.get(sha256);
      if (bytes) return bytes;
    }
    const spare = await this.spare?.get(sha256);
    if (spare) return spare;
    const places = this.homes.map((home) => home.pathOf(sha256)).join(' and ');
    const message = `The copy of the file is missing or damaged in both places: ${places}. "agent-migrator store verify" shows what is whole.`;
    throw new RefusedError({ code: 'foreign-journal', message });
  }

  /** Gives each home what another, the spare or the trash still has whole. How many copies were made. */
  async heal(needed: Iterable<string>, { signal }: Operation): Promise<number> {
    let healed = 0;
    for (const sha256 of needed) {
      signal.throwIfAborted();
      const copies = await Promise.all(this.homes.map((home) => home.get(sha256)));
      if (!copies.includes(undefined)) continue;
      const good = copies.find((copy) => copy !== undefined) ?? (await this.lookElsewhere(sha256));
      for (const [index, home] of this.homes.entries()) {
        if (good === undefined || copies[index] !== undefined) continue;
        await home.put(good, sha256);
        healed++;
      }
    }
    return healed;
  }

  private async lookElsewhere(sha256: string): Promise<Uint8Array | undefined> {
    for (const home of this.homes) {
      const bytes = await home.getFromTrash(sha256);
      if (bytes) return bytes;
    }
    return await this.spare?.get(sha256);
  }
}
