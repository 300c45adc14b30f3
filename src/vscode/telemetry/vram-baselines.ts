import type { Observation } from '../../app/ports/observation.js';
import { median } from '../../core/observation/median.js';
import { newestObservation } from '../../core/observation/observation-record.js';
import type { Migration } from '../../core/journal/replay.js';

/** What an agent usually holds changes slowly, and a day of history is much to read. */
const keptMs = 10 * 60_000;

interface Known {
  readonly asked: string;
  readonly atMs: number;
  mib: number | undefined;
}

/** VRAM that agents usually hold: before the migration that stands in their file, else over the last day. */
export class VramBaselines {
  private readonly known = new Map<string, Known>();

  /** What is known now; what is not is looked up for the next time. */
  of(agent: string, migration: Migration | undefined, observation: Observation): number | undefined {
    const nowMs = Date.now();
    const asked = `${agent} ${migration?.id ?? ''}`;
    const known = this.known.get(agent);
    if (known?.asked === asked && nowMs - known.atMs < keptMs) return known.mib;
    const entry: Known = { asked, atMs: nowMs, mib: recorded(migration) };
    this.known.set(agent, entry);
    if (entry.mib === undefined) {
      const found = observation.usualVramMiB(agent, migration?.startedAtMs ?? nowMs);
      void found.then(
        (mib) => (entry.mib = mib),
        // A history that cannot be read says nothing; it is asked again when this is out of date.
        () => undefined,
      );
    }
    return entry.mib;
  }
}

function recorded(migration: Migration | undefined): number | undefined {
  const buckets = newestObservation(migration?.notes ?? [])?.begun.baseline.metrics.vramMiB;
  return buckets === undefined || buckets.length === 0 ? undefined : median(buckets.map((bucket) => bucket.median));
}
