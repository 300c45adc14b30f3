import { readingOf } from '../../languages/read-source.js';
import { encodeFacts } from '../scan/facts-codec.js';
import type { TextRecord, TextRequest } from './language-tasks.js';
import { applyChange } from './text-change.js';

/** What this worker was sent last: the next text is most likely told by what differs from it. */
let last: { readonly id: number; readonly text: string } | undefined;

/** Scans the text of a buffer; nothing when it is told by a text that this worker did not read last. */
export function scanText({ path, id, text: sent }: TextRequest): TextRecord | undefined {
  const reading = readingOf(path);
  if (!reading) throw new Error(`No reader for files like ${path}.`);
  if (typeof sent !== 'string' && sent.baseId !== last?.id) return undefined;
  const text = typeof sent === 'string' ? sent : applyChange(last?.text ?? '', sent.change);
  last = { id, text };
  const facts = reading.fromText(text.startsWith('\uFEFF') ? text.slice(1) : text, path);
  return { sizeBytes: Buffer.byteLength(text, 'utf8'), facts: encodeFacts(facts) };
}
