import type { Reading } from './reading.js';

/** One GPU instance of a card in MIG mode. Its memory is shared by its compute instances and counted once. */
export interface GpuSlice {
  /** `<uuid of the card>/<GPU instance>`. */
  readonly id: string;
  readonly instance: string;
  readonly usedMiB: Reading;
  readonly freeMiB: Reading;
}
