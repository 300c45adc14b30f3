/**
 * How often an observation is right: `npm run sim`, or `npm run sim -- --days 200 --model "CV 30 %" --seed 7`. Simulated days go through
 * the product's own observer with its defaults; the table says how many ended in a rollback, and whether that is what was promised.
 */
import { parseArgs } from 'node:util';
import { noiseModels } from './noise-models.js';
import { isMet, scenarios, type Scenario } from './scenarios.js';
import { isRolledBack, simulateDay, type Day } from './simulate.js';

const { values } = parseArgs({
  options: {
    days: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    model: { type: 'string' },
    scenario: { type: 'string' },
  },
});

let unmet = 0;
console.log(['model', 'day', 'days', 'rolled back', 'kept', 'asked', 'inconcl.', 'median', 'promised', ''].join(' | '));
for (const model of noiseModels.filter(({ name }) => values.model === undefined || name === values.model)) {
  for (const scenario of scenarios.filter(
    ({ name }) => values.scenario === undefined || name.includes(values.scenario),
  )) {
    const seeds = Array.from({ length: Number(values.days) }, (_, index) => Number(values.seed) * 1_000_003 + index);
    const days = seeds.map((seed) => simulateDay(model, scenario, seed));
    const counted = seeds.filter((seed, index) => {
      const day = days[index];
      return day !== undefined && isRolledBack(model, scenario, seed, day);
    });
    const share = counted.length / days.length;
    if (!isMet(share, scenario)) unmet += 1;
    console.log(row(model.name, scenario, days, share));
  }
}
console.log(unmet === 0 ? 'Every promise is kept.' : `${unmet} rows are not as promised.`);
process.exitCode = unmet === 0 ? 0 : 1;

function row(model: string, scenario: Scenario, days: readonly Day[], counted: number): string {
  const minutes = days.filter(({ outcome }) => outcome === 'rollback').map((day) => day.minutes);
  const middle = minutes.sort((a, b) => a - b)[Math.floor(minutes.length / 2)];
  const { rollbacks } = scenario;
  const promised = 'atMost' in rollbacks ? `≤ ${percent(rollbacks.atMost)}` : `≥ ${percent(rollbacks.atLeast)}`;
  const others = (['keep', 'ask', 'inconclusive'] as const).map((outcome) => percent(shareOf(days, outcome)));
  const when = middle === undefined ? '–' : `${middle.toFixed(0)} min`;
  const verdict = isMet(counted, scenario) ? 'met' : 'MISSED';
  const share = percent(shareOf(days, 'rollback'));
  const caused = scenario.onlyCaused === true ? ` (${percent(counted)} caused by it)` : '';
  return [model, scenario.name, days.length, share + caused, ...others, when, promised, verdict].join(' | ');
}

function shareOf(days: readonly Day[], outcome: Day['outcome']): number {
  return days.filter((day) => day.outcome === outcome).length / days.length;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
