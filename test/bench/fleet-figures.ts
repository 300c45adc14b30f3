import path from 'node:path';
import { output } from './cost.js';
import type { Figure, FigureSource } from './figures.js';

interface FleetTimes {
  readonly fill: number;
  /** The longest of the keys of a filter. */
  readonly filter: number;
  readonly waves: number;
  readonly byWave: number;
  readonly change: number;
}

const agents = 2000;

/** The Agents view with a fleet of thousands. */
export const fleet: FigureSource = {
  id: 'fleet',
  measure: async () => {
    const stdout = await output({
      file: process.execPath,
      args: [path.resolve('out/test/bench/subjects/fleets.mjs')],
      input: JSON.stringify({ agents }),
    });
    const times = JSON.parse(stdout) as FleetTimes;
    const what = `Agents view of ${agents} agents`;
    return [
      under('fleet, fill', `${what}, filled after the assessment`, times.fill, 2000),
      under('fleet, filter', `${what}, longest key of a filter`, times.filter, 50),
      under('fleet, change', `${what}, one agent changed`, times.change, 50),
      under('fleet, by wave', `${what}, laid out by wave`, times.byWave, 50),
      under('fleet, waves', `waves of ${agents} agents`, times.waves, 60_000),
    ];
  },
};

function under(id: string, what: string, value: number, maximum: number): Figure {
  return { id, what, value, unit: 'ms', target: `≤ ${maximum} ms`, met: value <= maximum };
}
