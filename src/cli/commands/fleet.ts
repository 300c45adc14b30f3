import { defaultWaveSize, planFleet } from '../../app/plan-fleet.js';
import type { FleetPlan } from '../../core/fleet/fleet-plan.js';
import { defineCommand } from '../command.js';
import { configuration } from '../configuration.js';
import { exitCodes } from '../exit-codes.js';
import { fleetText } from '../fleet-text.js';
import { UsageError } from '../usage-error.js';

export const fleetCommand = defineCommand({
  name: 'fleet',
  arguments: '',
  arity: { min: 0, max: 0 },
  summary: 'Put the agents of the workspace in waves, by dependency and risk, with a canary first',
  options: {
    wave: { type: 'string', value: 'N', summary: 'Show this wave only' },
    'wave-size': { type: 'string', value: 'N', summary: `Most agents of one wave (default ${defaultWaveSize})` },
    paths: { type: 'boolean', summary: 'Print the files of the agents only, one a line, for `migrate`' },
  },
  run: async (context, { values }) => {
    const { output, json, operation, ports } = context;
    const number = values.wave === undefined ? undefined : positive('--wave', values.wave);
    const waveSize = values['wave-size'] === undefined ? defaultWaveSize : positive('--wave-size', values['wave-size']);
    if (json && values.paths === true) throw new UsageError('Choose one of --json and --paths.');
    const config = await configuration(context);
    const request = { paths: [], noIgnore: false, useCache: true, verify: false, config, waveSize };
    const { plan: whole } = await planFleet(ports, request, operation);
    const plan = oneWave(whole, number);
    if (json) output.document(plan);
    else if (values.paths === true) output.text(pathsOf(plan));
    else output.text(fleetText(plan, number === undefined));
    return exitCodes.done;
  },
});

function positive(option: string, text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new UsageError(`${option} takes a number from 1, not "${text}".`);
  return number;
}

/** The plan with the wave that was asked for alone; what concerns the whole fleet stays. */
function oneWave(plan: FleetPlan, number: number | undefined): FleetPlan {
  if (number === undefined) return plan;
  const wave = plan.waves[number - 1];
  if (wave) return { ...plan, waves: [wave] };
  const count = plan.waves.length;
  const there = count === 0 ? 'There is no wave: no agent is left to be migrated.' : `There are waves 1 to ${count}.`;
  throw new UsageError(`There is no wave ${number}. ${there}`);
}

function pathsOf({ waves }: FleetPlan): string {
  const paths = new Set(waves.flatMap(({ agents }) => agents.map(({ path }) => path)));
  return [...paths].map((path) => `${path}\n`).join('');
}
