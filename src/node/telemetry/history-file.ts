import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { TelemetryHistory } from '../../app/ports/telemetry-history.js';
import {
  decodeHeader,
  decodeSlots,
  encodeHeader,
  encodeSlot,
  headerBytes,
  layoutFor,
  slotCount,
  slotMs,
  slotOffset,
  slotRuns,
  widened,
  type RingLayout,
} from '../../core/history/ring-layout.js';
import type { Frame } from '../../core/telemetry/frame.js';

/** A day of measurements in a ring on disk, a file of fixed size that a crash cannot spoil. */
export class HistoryFile implements TelemetryHistory {
  private turn: Promise<unknown> = Promise.resolve();

  /** @param file In the user's state directory; made with the first record. */
  constructor(private readonly file: string) {}

  read(fromMs: number, toMs: number): Promise<readonly Frame[]> {
    return this.withFile('r', async (handle) => {
      const layout = handle === undefined ? undefined : await this.layoutOf(handle);
      return handle === undefined || layout === undefined ? [] : await readSlots(handle, layout, fromMs, toMs);
    });
  }

  async record(frame: Frame): Promise<void> {
    const columns = Object.keys(frame.values);
    const written = await this.withFile('r+', async (handle) => {
      const layout = handle === undefined ? undefined : await this.layoutOf(handle);
      if (handle === undefined || layout === undefined) return false;
      const wider = widened(layout, columns);
      if (wider.slotBytes !== layout.slotBytes) return false;
      if (wider.columns.length > layout.columns.length) await handle.write(encodeHeader(wider), 0, headerBytes, 0);
      await writeSlot(handle, wider, frame);
      return true;
    });
    if (!written) await this.makeAnew(frame);
  }

  private async layoutOf(handle: FileHandle): Promise<RingLayout | undefined> {
    const bytes = new Uint8Array(headerBytes);
    const { bytesRead } = await handle.read(bytes, 0, headerBytes, 0);
    return decodeHeader(bytes.subarray(0, bytesRead));
  }

  /** A first file, or one whose slots are wider: written beside and renamed, so that there is always a whole one. */
  private async makeAnew(frame: Frame): Promise<void> {
    const old = await this.read(0, Number.MAX_SAFE_INTEGER);
    const known = old.flatMap(({ values }) => Object.keys(values));
    const layout = layoutFor([...new Set([...known, ...Object.keys(frame.values)])]);
    const temporary = `${this.file}.${process.pid}.new`;
    await mkdir(path.dirname(this.file), { recursive: true, mode: 0o700 });
    try {
      await writeRing(temporary, layout, [...old, frame]);
      await rename(temporary, this.file);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  /** One after the other: a slot is read before it is written. */
  private withFile<T>(flags: 'r' | 'r+', use: (handle: FileHandle | undefined) => Promise<T>): Promise<T> {
    const run = this.turn.then(async () => {
      const handle = await open(this.file, flags).catch(() => undefined);
      try {
        return await use(handle);
      } finally {
        await handle?.close();
      }
    });
    this.turn = run.catch(() => undefined);
    return run;
  }
}

async function writeRing(file: string, layout: RingLayout, frames: readonly Frame[]): Promise<void> {
  const handle = await open(file, 'w+', 0o600);
  try {
    await handle.truncate(headerBytes + slotCount * layout.slotBytes);
    await handle.write(encodeHeader(layout), 0, headerBytes, 0);
    for (const frame of frames) await writeSlot(handle, layout, frame);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function readSlots(
  handle: FileHandle,
  layout: RingLayout,
  fromMs: number,
  toMs: number,
): Promise<readonly Frame[]> {
  const frames: Frame[] = [];
  for (const { offset, length } of slotRuns(layout, Math.max(0, fromMs), toMs)) {
    const bytes = new Uint8Array(length);
    const { bytesRead } = await handle.read(bytes, 0, length, offset);
    frames.push(...decodeSlots(layout, bytes.subarray(0, bytesRead), fromMs, toMs));
  }
  return frames.sort((a, b) => a.atMs - b.atMs);
}

/** Two processes may know different things of one moment: what the slot has of the same five seconds stays. */
async function writeSlot(handle: FileHandle, layout: RingLayout, frame: Frame): Promise<void> {
  const offset = slotOffset(layout, frame.atMs);
  const bytes = new Uint8Array(layout.slotBytes);
  await handle.read(bytes, 0, bytes.length, offset);
  const slotStartMs = Math.floor(frame.atMs / slotMs) * slotMs;
  const [same] = decodeSlots(layout, bytes, slotStartMs, slotStartMs + slotMs - 1);
  const joined = { atMs: frame.atMs, values: { ...same?.values, ...frame.values } };
  await handle.write(encodeSlot(layout, joined), 0, layout.slotBytes, offset);
}
