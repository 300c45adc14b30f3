// A day of measurements in one file of fixed size: a header that names the columns, then one slot for every five seconds of a day. The
// slot of a moment follows from the moment alone, so that nothing has to be looked up or moved, a crash costs at most one slot, and
// what was not measured stays a gap. Every slot and the header carry a checksum of their own.
import type { Frame, SeriesId } from '../telemetry/frame.js';

export const slotMs = 5000;
export const slotCount = (24 * 60 * 60 * 1000) / slotMs;
export const headerBytes = 16 * 1024;

/** Columns come in steps that keep a slot a power of two, which no sector of a disk is torn across. */
const slotSizes = [128, 256, 512, 1024, 2048] as const;
/** Checksum and time. */
const slotHead = 4 + 8;
const version = 1;

/** Names of the columns in order, and the size of one slot; at most 509 columns. */
export interface RingLayout {
  readonly columns: readonly SeriesId[];
  readonly slotBytes: number;
}

/** A layout that has room for all of `columns`, and for some more before the file has to be made anew. */
export function layoutFor(columns: readonly SeriesId[]): RingLayout {
  const slotBytes = slotSizes.find((size) => capacityOf(size) >= columns.length) ?? 2048;
  return { columns: columns.slice(0, capacityOf(slotBytes)), slotBytes };
}

/** The layout with new columns, while its slots have room for them. */
export function widened(layout: RingLayout, columns: readonly SeriesId[]): RingLayout {
  const all = [...layout.columns, ...columns.filter((id) => !layout.columns.includes(id))];
  return all.length <= capacityOf(layout.slotBytes) ? { ...layout, columns: all } : layoutFor(all);
}

export function slotOffset({ slotBytes }: RingLayout, atMs: number): number {
  return headerBytes + (Math.floor(atMs / slotMs) % slotCount) * slotBytes;
}

/** Runs of bytes that hold all slots of the moments between two times, both included. */
export function slotRuns(
  { slotBytes }: RingLayout,
  fromMs: number,
  toMs: number,
): readonly { readonly offset: number; readonly length: number }[] {
  const count = Math.min(slotCount, Math.floor(toMs / slotMs) - Math.floor(fromMs / slotMs) + 1);
  const first = count === slotCount ? 0 : Math.floor(fromMs / slotMs) % slotCount;
  const inFirstRun = Math.min(count, slotCount - first);
  return [
    { first, slots: inFirstRun },
    { first: 0, slots: count - inFirstRun },
  ]
    .filter(({ slots }) => slots > 0)
    .map((run) => ({ offset: headerBytes + run.first * slotBytes, length: run.slots * slotBytes }));
}

export function encodeHeader(layout: RingLayout): Uint8Array {
  const text = toAscii(JSON.stringify({ version, ...layout }));
  if (text.length + 8 > headerBytes) return encodeHeader({ ...layout, columns: layout.columns.slice(0, -1) });
  const bytes = new Uint8Array(headerBytes);
  const view = new DataView(bytes.buffer);
  bytes.set(text, 8);
  view.setUint32(4, text.length);
  view.setUint32(0, checksum(bytes.subarray(4, 8 + text.length)));
  return bytes;
}

/** `undefined` for anything but a whole header of this version. */
export function decodeHeader(bytes: Uint8Array): RingLayout | undefined {
  if (bytes.length < headerBytes) return undefined;
  const view = viewOf(bytes);
  const length = view.getUint32(4);
  if (length > headerBytes - 8 || view.getUint32(0) !== checksum(bytes.subarray(4, 8 + length))) return undefined;
  const parsed: unknown = JSON.parse(fromAscii(bytes.subarray(8, 8 + length)));
  return isLayout(parsed) ? { columns: parsed.columns, slotBytes: parsed.slotBytes } : undefined;
}

/** One moment as a slot; series that have no column are left out. */
export function encodeSlot({ columns, slotBytes }: RingLayout, { atMs, values }: Frame): Uint8Array {
  const bytes = new Uint8Array(slotBytes);
  const view = viewOf(bytes);
  view.setFloat64(4, atMs);
  for (let i = 0; i < capacityOf(slotBytes); i++) {
    view.setFloat32(slotHead + 4 * i, values[columns[i] ?? ''] ?? Number.NaN);
  }
  view.setUint32(0, checksum(bytes.subarray(4)));
  return bytes;
}

/** The moments between two times, both included, oldest first; torn and overwritten slots are passed over. */
export function decodeSlots(layout: RingLayout, slots: Uint8Array, fromMs: number, toMs: number): readonly Frame[] {
  const { columns, slotBytes } = layout;
  const frames: Frame[] = [];
  const view = viewOf(slots);
  for (let at = 0; at + slotBytes <= slots.length; at += slotBytes) {
    const atMs = view.getFloat64(at + 4);
    if (!(atMs >= fromMs && atMs <= toMs)) continue;
    if (view.getUint32(at) !== checksum(slots.subarray(at + 4, at + slotBytes))) continue;
    const values: Record<SeriesId, number> = {};
    for (const [index, id] of columns.entries()) {
      const value = view.getFloat32(at + slotHead + 4 * index);
      if (!Number.isNaN(value)) values[id] = value;
    }
    frames.push({ atMs, values });
  }
  return frames.sort((a, b) => a.atMs - b.atMs);
}

function capacityOf(slotBytes: number): number {
  return (slotBytes - slotHead) / 4;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** JSON in ASCII: characters beyond it are escaped, so that a byte is a character. */
function toAscii(json: string): Uint8Array {
  const escaped = json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return Uint8Array.from(escaped, (character) => character.charCodeAt(0));
}

function fromAscii(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

function isLayout(value: unknown): value is RingLayout & { readonly version: number } {
  if (typeof value !== 'object' || value === null) return false;
  if (!('version' in value && 'columns' in value && 'slotBytes' in value)) return false;
  const { columns, slotBytes } = value;
  const isKnown = value.version === version && slotSizes.some((size) => size === slotBytes);
  return isKnown && Array.isArray(columns) && columns.every((id) => typeof id === 'string');
}

/** FNV-1a, 32 bits, never 0: a slot of zeros is none. */
function checksum(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0 || 1;
}
