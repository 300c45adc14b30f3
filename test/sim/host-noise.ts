import { busySpellsBetween, type BusySpell, type NoiseModel } from './noise-models.js';
import type { Random } from './random.js';

/** What the kernel makes of a 5-s sample in its average of one minute. */
const weight = 1 - Math.exp(-5 / 60);

/** The processors at one moment. */
export interface HostMoment {
  /** The kernel's average of one minute, of others alone. */
  readonly othersLoad: number;
  readonly cpuPercent: number;
  /** Factor on the agent's response time. */
  readonly slowdown: number;
}

/** Other work on the processors: what is always there wanders, and spells come on top of it. The average follows with its minute of delay. */
export class HostNoise {
  private readonly spells: readonly BusySpell[];
  private wander = 0;
  private average: number | undefined;

  constructor(
    private readonly model: NoiseModel,
    private readonly cores: number,
    private readonly random: Random,
    span: { readonly fromMs: number; readonly toMs: number },
  ) {
    this.spells = model.hasBusySpells ? busySpellsBetween(span.fromMs, span.toMs, random) : [];
  }

  /** In order of time. */
  at(atMs: number): HostMoment {
    this.wander = 0.95 * this.wander + Math.sqrt(1 - 0.95 ** 2) * this.random.normal();
    const spell = this.spells.find(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs);
    const steady = this.model.othersPerCore * Math.max(0, 1 + 0.15 * this.wander);
    const perCore = steady + (spell?.perCore ?? 0) * this.random.between(0.9, 1.1);
    this.average = (this.average ?? perCore) + weight * (perCore - (this.average ?? perCore));
    const slowdown = waiting(perCore) / waiting(this.model.othersPerCore);
    return { othersLoad: this.average * this.cores, cpuPercent: 100 * Math.min(1, perCore), slowdown };
  }
}

/** Up to half a process a core nobody waits; then hyperthreads are shared, and at last the processors are taken in turns. */
function waiting(perCore: number): number {
  if (perCore <= 0.5) return 1;
  return perCore <= 1 ? 0.5 + perCore : 1.5 * perCore;
}
