import { baselineOf } from '../../src/core/observation/baseline.js';
import { Observer } from '../../src/core/observation/observer.js';
import type { Outcome } from '../../src/core/observation/verdict.js';
import { checksFor, defaultCheckLimits } from '../../src/core/thresholds/default-checks.js';
import type { NoiseModel } from './noise-models.js';
import { healthy, type Scenario } from './scenarios.js';
import { agent, intervalMs, World } from './world.js';

const hourMs = 3_600_000;
const checks = checksFor(defaultCheckLimits, {});

export interface Day {
  readonly outcome: Outcome;
  /** Minutes from the migration to the verdict; those are not counted in which other work on the GPU makes the agent incomparable. */
  readonly minutes: number;
  /** Rules that led to it. */
  readonly rules: readonly string[];
}

/** Whether a day ends in a rollback that counts for its scenario. */
export function isRolledBack(model: NoiseModel, { onlyCaused }: Scenario, seed: number, { outcome }: Day): boolean {
  if (outcome !== 'rollback') return false;
  return onlyCaused !== true || simulateDay(model, healthy, seed).outcome !== 'rollback';
}

/** One day of one world through the product's own observer, with its defaults. */
export function simulateDay(model: NoiseModel, { trouble, hours }: Scenario, seed: number): Day {
  const world = new World(model, trouble, seed);
  const { startedAtMs } = world;
  const baseline = baselineOf(world.baseline(), agent, intervalMs);
  const observer = new Observer({
    agent,
    startedAtMs,
    forMs: 24 * hourMs,
    warmUpMs: 120_000,
    intervalMs,
    checks,
    baseline,
  });
  for (const frame of world.after(24)) {
    const verdict = observer.take(frame);
    if (verdict === undefined && frame.atMs < startedAtMs + hours * hourMs) continue;
    const minutes = (frame.atMs - startedAtMs - observer.state(frame.atMs).contendedMs) / 60_000;
    if (verdict !== undefined) {
      return { outcome: verdict.outcome, minutes, rules: verdict.because.map(({ rule }) => rule) };
    }
    if (minutes >= hours * 60) break;
  }
  const verdict = observer.finish(startedAtMs + 24 * hourMs);
  return {
    outcome: verdict?.outcome ?? 'inconclusive',
    minutes: hours * 60,
    rules: verdict?.because.map(({ rule }) => rule) ?? [],
  };
}
