import type { Random } from './random.js';

/** How the world of one simulated day behaves while nothing is wrong. */
export interface NoiseModel {
  readonly name: string;
  /** Hours of history before the migration. */
  readonly baselineHours: number;
  /** Coefficient of variation of the response time. */
  readonly variation: number;
  /** The response time follows the time of the day. */
  readonly isDiurnal: boolean;
  /** Another job comes to the GPU several times a day, takes memory and slows the agent down. */
  readonly sharesGpu: boolean;
  /** Runnable processes a core that belong to others, all day. */
  readonly othersPerCore: number;
  /** Other work comes to the processors several times a day and slows the agent down. */
  readonly hasBusySpells: boolean;
}

const plain = { baselineHours: 2, isDiurnal: false, sharesGpu: false, othersPerCore: 0, hasBusySpells: false };

export const noiseModels: readonly NoiseModel[] = [
  { ...plain, name: 'CV 10 %', variation: 0.1, baselineHours: 1 },
  { ...plain, name: 'CV 30 %', variation: 0.3 },
  { ...plain, name: 'CV 30 %, a day before', variation: 0.3, baselineHours: 24 },
  { ...plain, name: 'diurnal', variation: 0.2, isDiurnal: true, baselineHours: 24 },
  { ...plain, name: 'shared GPU', variation: 0.2, sharesGpu: true },
  { ...plain, name: 'busy host', variation: 0.2, othersPerCore: 0.15, hasBusySpells: true },
  { ...plain, name: 'loaded host', variation: 0.2, othersPerCore: 1.3 },
];

interface Spell {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Job extends Spell {
  readonly vramMiB: number;
  /** Factor on the agent's response time. */
  readonly slowdown: number;
}

export interface BusySpell extends Spell {
  /** Runnable processes a core. */
  readonly perCore: number;
}

const hourMs = 3_600_000;

/** Jobs of somebody else on the agent's GPU: six a day on average, 20 to 90 minutes long. */
export function jobsBetween(fromMs: number, toMs: number, random: Random): readonly Job[] {
  return spells(fromMs, toMs, random, (spell) => ({
    ...spell,
    vramMiB: random.between(3000, 30_000),
    slowdown: random.between(1.2, 1.9),
  }));
}

/** Builds, backups and the like, as often and as long. */
export function busySpellsBetween(fromMs: number, toMs: number, random: Random): readonly BusySpell[] {
  return spells(fromMs, toMs, random, (spell) => ({ ...spell, perCore: random.between(0.4, 3) }));
}

function spells<T extends Spell>(
  fromMs: number,
  toMs: number,
  random: Random,
  make: (spell: Spell) => T,
): readonly T[] {
  const found: T[] = [];
  let atMs = fromMs;
  for (;;) {
    atMs += -Math.log(1 - random.uniform()) * 4 * hourMs;
    if (atMs >= toMs) return found;
    const spell = make({ fromMs: atMs, toMs: atMs + random.between(20, 90) * 60_000 });
    found.push(spell);
    atMs = spell.toMs;
  }
}

/** Log-normal response times whose neighbours resemble each other, with rare spikes: what real services show. */
export class ResponseNoise {
  private current: number;
  private readonly sigma: number;

  constructor(
    variation: number,
    private readonly random: Random,
  ) {
    this.sigma = Math.sqrt(Math.log(1 + variation ** 2));
    this.current = random.normal();
  }

  /** Factor on the median. */
  next(): number {
    // Lag-1 correlation 0.7 at 5-s samples.
    this.current = 0.7 * this.current + Math.sqrt(1 - 0.49) * this.random.normal();
    const spike = this.random.uniform() < 0.01 ? 5 : 1;
    return spike * Math.exp(this.sigma * this.current);
  }
}
