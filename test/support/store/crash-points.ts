import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  countOperations,
  prepared,
  tryError,
  tryKill,
  tryPowerCuts,
  tryShortWrite,
  type CrashCount,
  type CutCount,
} from './crash-runner.js';
import { crashScenarios, type CrashScenario } from './crash-scenarios.js';
import type { WorldParts } from './memory-world.js';

export type { CrashCount } from './crash-runner.js';

const errorCodes = ['ENOSPC', 'EIO', 'EMFILE', 'EXDEV', 'EROFS', 'EACCES'];

export interface PointOptions {
  /** One of so many operations is tried, with one kind of error; 1 for all of both. */
  readonly every: number;
  /** In how many ways the power is cut at each of them. */
  readonly cuts: number;
  readonly scenarios?: readonly CrashScenario[];
  readonly parts?: WorldParts;
  /** Ends after the first operation at which damage was done. */
  readonly untilDamage?: boolean;
  /** Ends early, with what was tried by then. */
  readonly signal?: AbortSignal;
}

export interface CountsByKind {
  readonly kill: CrashCount;
  readonly 'power cut': CutCount;
  readonly error: CrashCount;
  readonly 'lasting error': CrashCount;
  readonly 'short write': CrashCount;
}

/** Kills, power cuts, errors and short writes at the operations of every scenario. */
export async function everyPoint(options: PointOptions): Promise<CountsByKind> {
  const { every, cuts, scenarios = crashScenarios(), parts } = options;
  const counts: CountsByKind = {
    kill: none(),
    'power cut': { ...none(), exhausted: 0, chosen: 0, seen: new Set() },
    error: none(),
    'lasting error': none(),
    'short write': none(),
  };
  let turn = 0;
  for (const [index, scenario] of scenarios.entries()) {
    const start = await prepared(scenario);
    const operations = await countOperations(scenario, start, parts);
    const step = every * (scenario.sampled ?? 1);
    // Another remainder for every scenario, so that a sample sees all parts of them.
    for (let number = 1 + (index % step); number <= operations + 1; number += step) {
      // A disk in memory never waits, and an interrupt is heard between two turns only.
      await nextTurn();
      if (options.signal?.aborted === true) return counts;
      const trial = { scenario, start, ...(parts ? { parts } : {}) };
      await tryKill(counts.kill, trial, number);
      await tryPowerCuts(counts['power cut'], trial, { number, cuts, seed: number * cuts });
      if (options.untilDamage === true && anyDamage(counts)) return counts;
      for (const code of every === 1 ? errorCodes : [inTurn(turn++)]) {
        await tryError(counts.error, trial, { number, code, sticky: false });
        await tryError(counts['lasting error'], trial, { number, code, sticky: true });
      }
      await tryShortWrite(counts['short write'], trial, number);
      if (options.untilDamage === true && anyDamage(counts)) return counts;
    }
  }
  return counts;
}

/** A sample has one kind of error at each operation. */
function inTurn(turn: number): string {
  return errorCodes[turn % errorCodes.length] ?? '';
}

export function anyDamage(counts: CountsByKind): boolean {
  return Object.values<CrashCount>({ ...counts }).some(({ damages }) => damages.length > 0);
}

function none(): CrashCount {
  return { points: 0, damages: [] };
}
