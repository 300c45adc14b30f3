import { defaultWaveSize, planFleet } from '../../app/fleet/plan-fleet.js';
import type { FleetPlan } from '../../core/fleet/fleet-plan.js';
import { defineCommand } from '../command.js';
import { configuration } from '../configuration.js';
import { exitCodes } from '../exit-codes.js';
import { fleetText } from '../text/fleet-text.js';
import { numberOption } from '../arguments/number-option.js';
import { listEndpoints, printRegistry } from '../fleet-endpoints.js';
import { oneWave } from '../one-wave.js';
import { UsageError } from '../arguments/usage-error.js';

export const fleetCommand = defineCommand({
  name: 'fleet',
  arguments: '',
  arity: { min: 0, max: 0 },
  summary: 'Put the agents of the workspace in waves, by dependency and risk, with a canary first',
  options: {
    wave: { type: 'string', value: 'N', summary: 'Show this wave only' },
    'wave-size': { type: 'string', value: 'N', summary: `Most agents of one wave (default ${defaultWaveSize})` },
    endpoints: { type: 'boolean', summary: 'List the addresses that agents have written down, and where they point' },
    registry: { type: 'boolean', summary: 'Print where every agent is to be found, as a JSON document for a registry' },
    paths: { type: 'boolean', summary: 'Print the files of the agents only, one a line, for `migrate`' },
  },
  run: async (context, { values }) => {
    const { output, json, operation, ports } = context;
    const number = values.wave === undefined ? undefined : numberOption('--wave', values.wave, 1, 1);
    const waveSize = numberOption('--wave-size', values['wave-size'], 1, defaultWaveSize);
    if (json && values.paths === true) throw new UsageError('Choose one of --json and --paths.');
    const ways = [values.endpoints, values.registry, values.paths ?? (number === undefined ? undefined : true)];
    if (ways.filter((one) => one === true).length > 1)
      throw new UsageError('--endpoints and --registry are about the whole fleet, each by itself.');
    const config = await configuration(context);
    const request = { paths: [], noIgnore: false, useCache: true, verify: false, config, waveSize };
    const planned = await planFleet(ports, request, operation);
    if (values.endpoints === true) return await listEndpoints(context, planned);
    if (values.registry === true) return await printRegistry(context, planned);
    const { plan: whole } = planned;
    const plan = withWave(whole, number);
    if (json) output.document(plan);
    else if (values.paths === true) output.text(pathsOf(plan));
    else output.text(fleetText(plan, number === undefined));
    return exitCodes.done;
  },
});

/** The plan with the wave that was asked for alone; what concerns the whole fleet stays. */
function withWave(plan: FleetPlan, number: number | undefined): FleetPlan {
  return number === undefined ? plan : { ...plan, waves: [oneWave(plan, number)] };
}

function pathsOf({ waves }: FleetPlan): string {
  const paths = new Set(waves.flatMap(({ agents }) => agents.map(({ path }) => path)));
  return [...paths].map((path) => `${path}\n`).join('');
}
