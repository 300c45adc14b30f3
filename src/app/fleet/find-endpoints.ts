import { isAdopted } from '../../core/assess/adoption.js';
import type { Assessment } from '../../core/assess/assessment.js';
import { fleetEndpoints, lookUpEdits, type EndpointFile, type FleetEndpoints } from '../../core/fleet/endpoints.js';
import { groupedBy } from '../../core/grouped-by.js';
import type { AgentPlace } from '../../core/workspace/agent-references.js';
import type { ListeningAgent } from '../../core/workspace/listening-agent.js';
import { inLanes } from '../in-lanes.js';
import type { Operation } from '../operation.js';
import type { FilePlanner } from '../ports/file-planner.js';
import type { SourceQuestions } from '../ports/source-questions.js';
import type { WorkspaceFiles } from '../ports/workspace-files.js';

export interface EndpointPorts {
  readonly files: Pick<WorkspaceFiles, 'read'>;
  readonly questions: Pick<SourceQuestions, 'writtenAddresses'>;
  readonly planFile: FilePlanner;
}

export interface EndpointQuestion {
  readonly agents: readonly Assessment[];
  readonly listening: readonly ListeningAgent[];
}

export interface FoundEndpoints {
  readonly found: FleetEndpoints;
  /** The agents in whose files something can be rewritten. */
  readonly agents: readonly AgentPlace[];
  /** The edits that do it, by file. */
  readonly edits: ReadonlyMap<string, readonly string[]>;
}

/** Files that are read, asked about and planned at a time; more would only wait for the same workers. */
const atATime = 8;

/** Lists every address that an agent of the fleet has written down, and what could ask for it by name. Writes nothing. */
export async function findEndpoints(
  ports: EndpointPorts,
  { agents, listening }: EndpointQuestion,
  operation: Operation,
): Promise<FoundEndpoints> {
  let done = 0;
  const byPath = groupedBy(agents, ({ path }) => path);
  const read = await inLanes(byPath, atATime, async ([path, own]) => {
    operation.signal.throwIfAborted();
    const file = await readFile(ports, path, own, operation);
    done += 1;
    operation.onProgress?.({ done, total: byPath.size, label: `Reading ${path}` });
    return file;
  });
  const files = read.filter((file) => file !== undefined);
  const edits = new Map(
    files.flatMap(({ path, plan }): [string, readonly string[]][] => {
      const ids = plan === undefined ? [] : lookUpEdits(plan);
      return ids.length === 0 ? [] : [[path, ids]];
    }),
  );
  return {
    found: fleetEndpoints(files, listening),
    agents: agents.filter((agent) => edits.has(agent.path) && isMigrated(agent)),
    edits,
  };
}

async function readFile(
  { files, questions, planFile }: EndpointPorts,
  path: string,
  agents: readonly Assessment[],
  operation: Operation,
): Promise<EndpointFile | undefined> {
  const bytes = await files.read(path);
  const addresses = bytes === undefined ? [] : await questions.writtenAddresses(path, bytes);
  if (bytes === undefined || addresses.length === 0) return undefined;
  const classes = agents.filter(isMigrated).flatMap((agent) => agent.class ?? []);
  if (classes.length === 0) return { path, agents, addresses };
  const request = { path, bytes, classes, through: 'integration', includeReview: false, chosenEdits: [] } as const;
  const { plan } = await planFile(request, operation);
  return { path, agents, addresses, plan };
}

/** Only what is on its base can ask it. */
function isMigrated(agent: Assessment): boolean {
  return isAdopted(agent) && agent.class !== null && agent.track !== 'legacy';
}
