import type { Assessment } from '../assess/assessment.js';
import { isThisMachine } from '../facts/this-machine.js';
import type { WrittenAddress } from '../facts/written-address.js';
import type { Plan } from '../rewrite/plan.js';
import type { AgentPlace } from '../workspace/agent-references.js';
import { groupedBy } from '../grouped-by.js';
import type { ListeningAgent } from '../workspace/listening-agent.js';

/** The recipe that puts the look-up by name in the place of an address. */
const lookUpRecipe = 'discover-endpoints';

/** An address that an agent has written down, and where it points. */
export interface FleetEndpoint extends AgentPlace {
  /** 1-based place of the literal. */
  readonly line: number;
  readonly column: number;
  /** As written: `tcp://localhost:7110`. */
  readonly address: string;
  /** `null` when it is known only once the agent runs. */
  readonly port: number | null;
  /** Who listens there, as a start-up manifest names it; `null` when none, or more than one, does. */
  readonly pointsTo: string | null;
  /** `rewritable`: the base can be asked for it by name. */
  readonly status: 'rewritable' | 'stays';
  /** Why it stays; `null` for one that can be rewritten. */
  readonly reason: string | null;
}

/** The document that `fleet --endpoints --json` prints. */
export interface FleetEndpoints {
  readonly schemaVersion: 1;
  readonly summary: { readonly endpoints: number; readonly agents: number; readonly rewritable: number };
  /** By path and place. */
  readonly endpoints: readonly FleetEndpoint[];
}

/** One file with agents in it. */
export interface EndpointFile {
  readonly path: string;
  readonly agents: readonly Assessment[];
  readonly addresses: readonly WrittenAddress[];
  /** Planned with nothing chosen, so that its lines are those of the file; absent where no agent of it has been migrated. */
  readonly plan?: Plan;
}

type ListeningByPort = ReadonlyMap<number, readonly ListeningAgent[]>;

export function fleetEndpoints(files: readonly EndpointFile[], listening: readonly ListeningAgent[]): FleetEndpoints {
  const byPort = groupedBy(listening, ({ port }) => port);
  const endpoints = files.flatMap((file) => file.addresses.map((address) => endpointOf(file, address, byPort)));
  const sorted = endpoints.sort((a, b) => compare(a.path, b.path) || a.line - b.line || a.column - b.column);
  const summary = {
    endpoints: sorted.length,
    agents: new Set(sorted.map(({ path, class: name }) => `${path}#${name ?? ''}`)).size,
    rewritable: sorted.filter(({ status }) => status === 'rewritable').length,
  };
  return { schemaVersion: 1, summary, endpoints: sorted };
}

/** Ids of the edits that ask for addresses by name. */
export function lookUpEdits({ stages }: Plan): readonly string[] {
  return stages.flatMap(({ edits }) => edits.flatMap(({ recipe, id }) => (recipe === lookUpRecipe ? [id] : [])));
}

function endpointOf(file: EndpointFile, written: WrittenAddress, byPort: ListeningByPort): FleetEndpoint {
  const agent = agentOf(file, written);
  const names = namesAt(written, byPort);
  const reason =
    agent === undefined ? 'no agent of the file has it for itself' : whyItStays(file, agent, written, names);
  const { address, port, range } = written;
  return {
    ...{ path: file.path, class: agent?.class ?? written.class, line: range.line, column: range.column, address, port },
    pointsTo: names.length === 1 ? (names[0] ?? null) : null,
    status: reason === null ? 'rewritable' : 'stays',
    reason,
  };
}

/** The agent whose class it stands in; what stands outside of classes is of the one agent that the file has. */
function agentOf({ agents }: EndpointFile, { class: around }: WrittenAddress): Assessment | undefined {
  return agents.find(({ class: name }) => name === around) ?? (agents.length === 1 ? agents[0] : undefined);
}

function namesAt({ host, port }: WrittenAddress, byPort: ListeningByPort): readonly string[] {
  if (port === null || !isThisMachine(host)) return [];
  return [...new Set(byPort.get(port)?.map(({ name }) => name))];
}

/** What a recipe says of the address comes first: it has seen what the code does with it. */
function whyItStays(
  { plan }: EndpointFile,
  agent: Assessment,
  written: WrittenAddress,
  names: readonly string[],
): string | null {
  if (agent.class === null) return 'an agent without a class has no base that it could ask';
  if (agent.track === 'legacy') return `${agent.class} is kept as it is`;
  if (agent.readiness === 'blocked') return agent.reason?.message ?? `${agent.class} is blocked`;
  if (plan === undefined || agent.readiness === 'ready')
    return `${agent.class} is not migrated yet: its base is what looks addresses up`;
  if (plan.refused !== null) return plan.refused.message;
  const answer = answerOf(plan, agent.class, written);
  return answer === undefined ? unasked(agent.class, written, names) : answer;
}

/** `null` when it can be rewritten, `undefined` when no recipe has anything to say of it. */
function answerOf({ stages }: Plan, name: string, { host, port }: WrittenAddress): string | null | undefined {
  if (port === null) return undefined;
  const isIt = (one: { readonly class: string; readonly endpoint?: string }): boolean =>
    one.class === name && one.endpoint === `${host}:${port}`;
  const edits = stages.flatMap((stage) => stage.edits.filter(isIt));
  if (edits.some(({ recipe }) => recipe === lookUpRecipe)) return null;
  const [edit] = edits;
  if (edit !== undefined) return `the edit ${edit.id}, which is for review, replaces the whole exchange`;
  return stages.flatMap((stage) => stage.left.filter(isIt))[0]?.reason;
}

function unasked(name: string, { host, port }: WrittenAddress, names: readonly string[]): string {
  if (port === null) return 'its port is known only once the agent runs';
  if (!isThisMachine(host)) return `no start-up manifest says who answers on ${host}`;
  const [first, ...others] = names;
  if (first === undefined) return `no start-up manifest says who answers on port ${port}`;
  if (others.length > 0) return `start-up manifests give port ${port} to ${names.join(' and ')}`;
  return first === name
    ? 'it is the address of the agent itself'
    : 'nothing that asks for replies is seen to connect to it';
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
