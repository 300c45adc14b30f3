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
}
