import { randomBytes } from 'node:crypto';
import type { Clock } from '../../app/ports/clock.js';
import type { CheckpointStore } from '../../app/ports/checkpoint-store.js';
import type { StoreSession } from '../../app/ports/migration-store.js';
import { encodeLine, formatMajor, formatMinor, type ChainReading, type Seal } from '../../core/journal/chain.js';
import type { JournalRecord, RecordBody } from '../../core/journal/record.js';
import { replay, type History } from '../../core/journal/replay.js';
import type { Disk } from './disk.js';
import { RefusedError } from '../../core/reason.js';
import { randomName } from './durable-file.js';
import type { StoreHome } from './store-homes.js';
import { dropReserve, fillReserve } from './store-layout.js';
import type { HeldLock } from './store-lock.js';

export interface SessionParts {
  readonly disk: Disk;
  readonly clock: Clock;
  readonly lock: HeldLock;
  readonly seal: Seal;
  /** Written in this order; their journals are the same when the session begins. */
  readonly homes: readonly StoreHome[];
  readonly checkpoints: CheckpointStore;
}

/** Free space that a migration wants, as a multiple of the old and the new file together. */
const roomFactor = 3;

const idLetters = { migration: 'm', rollback: 'r', run: 'w' } as const;

/** The right to write to both copies of one journal. */
export class LocalSession implements StoreSession {
  readonly checkpoints: CheckpointStore;
  private readonly records: JournalRecord[];
  private readonly epoch: number;
  private lastSeal: string;
  private sequence: number;
  private length: number;
  private broken = false;
  private told: History | undefined;

  constructor(
    private readonly parts: SessionParts,
    reading: ChainReading,
  ) {
    this.checkpoints = parts.checkpoints;
    this.records = [...reading.records];
    this.lastSeal = reading.seals.at(-1) ?? '';
    this.sequence = reading.seals.length;
    this.length = reading.validLength;
    this.epoch = Math.max(parts.lock.number, reading.lastEpoch + 1);
  }

  get history(): History {
    this.told ??= replay(this.records);
    return this.told;
  }

  async start(): Promise<void> {
    const format = { major: formatMajor, minor: formatMinor };
    await this.append({ kind: 'opened', store: randomName(), format });
  }

  async append(body: RecordBody): Promise<void> {
    // After a failed append the copies differ until the next session has brought them together.
    if (this.broken) throw new Error('The journal could not be written before; open the store again.');
    await this.parts.lock.assertHeld();
    const record = { v: 1 as const, seq: this.sequence, epoch: this.epoch, wallMs: this.parts.clock.nowMs(), ...body };
    const { line, seal } = encodeLine(record, this.lastSeal, this.parts.seal);
    this.broken = true;
    for (const { journal } of this.parts.homes) await journal.append(line, this.length);
    this.broken = false;
    this.lastSeal = seal;
    this.sequence++;
    this.length += line.length + 1;
    this.records.push(record);
    this.told = undefined;
  }

  newId(kind: keyof typeof idLetters): string {
    const { migrations, rollbacks, runs } = this.history;
    const taken = new Set([...migrations, ...rollbacks, ...runs].map(({ id }) => id));
    for (;;) {
      const id = `${idLetters[kind]}-${randomBytes(4).toString('hex')}`;
      if (!taken.has(id)) return id;
    }
  }

  async keepRoom(bytes: number): Promise<void> {
    for (const { directory: home } of this.parts.homes) {
      await fillReserve(this.parts.disk, home, bytes);
      const free = await this.parts.disk.freeBytes(home);
      if (free >= roomFactor * bytes) continue;
      const message = `The disk of ${home} has only ${free} bytes left. Make room and try again; nothing was changed.`;
      throw new RefusedError({ code: 'read-only', message });
    }
  }

  async releaseReserve(): Promise<void> {
    for (const { directory } of this.parts.homes) await dropReserve(this.parts.disk, directory);
  }

  async close(): Promise<void> {
    await this.parts.lock.release();
  }
}
