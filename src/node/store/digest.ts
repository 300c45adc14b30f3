import { createHash, createHmac } from 'node:crypto';
import type { Seal } from '../../core/journal/chain.js';

/** Lower-case hex; text is hashed as UTF-8. */
export function sha256Of(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function sealWith(key: Uint8Array): Seal {
  return (text) => createHmac('sha256', key).update(text, 'latin1').digest('hex');
}
