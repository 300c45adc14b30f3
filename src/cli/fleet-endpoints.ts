import { counted } from '../core/text/counted.js';
import { agentName } from '../core/assess/agent-name.js';
import { findEndpoints, type FoundEndpoints } from '../app/fleet/find-endpoints.js';
import { defaultWaveSize, planFleet, type PlannedFleet } from '../app/fleet/plan-fleet.js';
import type { FilePlanner } from '../app/ports/file-planner.js';
import { readContract } from '../app/contract/read-contract.js';
import type { FleetEndpoint, FleetEndpoints } from '../core/fleet/endpoints.js';
import { serviceRegistry } from '../core/fleet/service-registry.js';
import type { CommandContext } from './command.js';
import { configuration } from './configuration.js';
import { exitCodes, type ExitCode } from './exit-codes.js';
import { newPlanner } from './migration-ports.js';

/** What the agents of the workspace have written down, by the plans of `planFile`. */
export async function endpointsOf(
  context: CommandContext,
  planFile: FilePlanner,
  planned?: PlannedFleet,
): Promise<FoundEndpoints> {
  const { ports, operation } = context;
  const { assessment, listening } = planned ?? (await readFleet(context));
  const { files, questions } = ports;
  return await findEndpoints({ files, questions, planFile }, { agents: assessment.agents, listening }, operation);
}

async function readFleet(context: CommandContext): Promise<PlannedFleet> {
  const config = await configuration(context);
  const request = { paths: [], noIgnore: false, useCache: true, verify: false, config, waveSize: defaultWaveSize };
  return await planFleet(context.ports, request, context.operation);
}

/** `fleet --endpoints`. */
export async function listEndpoints(context: CommandContext, planned: PlannedFleet): Promise<ExitCode> {
  const { found } = await endpointsOf(context, newPlanner(context), planned);
  if (context.json) context.output.document(found);
  else context.output.text(endpointsText(found));
  return exitCodes.done;
}

/** `fleet --registry`. */
export async function printRegistry(context: CommandContext, { listening }: PlannedFleet): Promise<ExitCode> {
  const { contract } = await readContract(context.ports, await configuration(context), {}, context.operation);
  context.output.text(`${JSON.stringify(serviceRegistry(contract, listening), null, 2)}\n`);
  return exitCodes.done;
}

function endpointsText({ summary, endpoints }: FleetEndpoints): string {
  const { rewritable } = summary;
  const stays = summary.endpoints - rewritable;
  const head = `${counted(summary.endpoints, 'address', 'addresses')} written down in ${counted(summary.agents, 'agent')}: `;
  const how = rewritable === 0 ? '' : ', `migrate --endpoints` does it';
  return `${head}${rewritable} can be asked for by name${how}; ${stays} stay\n${endpoints.map(endpointText).join('')}`;
}

function endpointText(endpoint: FleetEndpoint): string {
  const { path, line, address, pointsTo, reason } = endpoint;
  const target = pointsTo === null ? '' : ` → ${pointsTo}`;
  const why = reason === null ? 'can be asked for by name' : `stays: ${reason}`;
  return `  ${agentName(endpoint)}  ${address}${target}  ${path}:${line}\n      ${why}\n`;
}
