import type { FleetPlan, Wave } from '../core/fleet/fleet-plan.js';
import { UsageError } from './arguments/usage-error.js';

/** A wave by its number. Throws `UsageError` for one that is not there. */
export function oneWave({ waves }: FleetPlan, number: number): Wave {
  const wave = waves[number - 1];
  if (wave) return wave;
  const there =
    waves.length === 0 ? 'There is no wave: no agent is left to be migrated.' : `There are waves 1 to ${waves.length}.`;
  throw new UsageError(`There is no wave ${number}. ${there}`);
}
