import type { Trouble } from './world.js';

/** One row of the table for every noise model: a kind of day, and what has to come of it. */
export interface Scenario {
  readonly name: string;
  readonly trouble: Trouble;
  readonly hours: number;
  /** Share of days that may, or have to, end in a rollback within the hours. */
  readonly rollbacks: { readonly atMost: number } | { readonly atLeast: number };
  /** Only those rollbacks count that the same day does not see without the trouble: chance alone brings some. */
  readonly onlyCaused?: boolean;
}

export const healthy: Scenario = { name: 'healthy day', trouble: {}, hours: 24, rollbacks: { atMost: 0.01 } };

const neverTheCause = { hours: 24, rollbacks: { atMost: 0 }, onlyCaused: true } as const;

export const scenarios: readonly Scenario[] = [
  healthy,
  { name: '50 % slower, within 20 min', trouble: { slowdown: 1.5 }, hours: 1 / 3, rollbacks: { atLeast: 0.99 } },
  { name: '20 % slower, within 4 h', trouble: { slowdown: 1.2 }, hours: 4, rollbacks: { atLeast: 0.85 } },
  { name: 'telemetry lost', trouble: { losesTelemetry: true }, ...neverTheCause },
  { name: 'card filled by another', trouble: { othersFillTheCard: true }, ...neverTheCause },
];

export function isMet(share: number, { rollbacks }: Scenario): boolean {
  return 'atMost' in rollbacks ? share <= rollbacks.atMost : share >= rollbacks.atLeast;
}
