import { adoptedOf } from '../assess/adoption.js';
import { agentName } from '../assess/agent-name.js';
import type { Assessment, Workflow } from '../assess/assessment.js';
import type { Dependent } from '../assess/agent-evidence.js';
import { roundedScore } from '../assess/level.js';
import type { AgentPlace } from '../workspace/agent-references.js';
import type { FleetAgent, FleetPlan, LeftAgent } from './fleet-plan.js';
import type { AgentProgress, FileProgress } from './migration-progress.js';

/** One agent of a node. */
export interface GraphAgent extends AgentPlace {
  /** What people call it. */
  readonly name: string;
  /** From 1. */
  readonly line: number;
  readonly progress: AgentProgress;
  /** The score as it is shown; `null` for an agent that no wave moves. */
  readonly risk: Pick<Assessment, 'score' | 'level'> | null;
  /** Why it failed, is blocked or is kept; empty otherwise. */
  readonly because: string;
}

type AgentIdentity = Pick<GraphAgent, 'name' | 'path' | 'class' | 'line'>;

/** Agents that are drawn as one: those that need each other, or one alone. */
export interface GraphNode {
  readonly agents: readonly GraphAgent[];
  /** Agents that need one of them, directly or through others. */
  readonly blastRadius: number;
}

/** A wave; or, without a number, agents that no wave moves. */
export interface GraphColumn {
  readonly wave: {
    readonly number: number;
    readonly isCanary: boolean;
    readonly workflow: Workflow;
    readonly blastRadius: number;
  } | null;
  readonly kind: 'wave' | LeftAgent['why'];
  /** From the top, so that lines between columns cross little. */
  readonly nodes: readonly GraphNode[];
}

/** Where a node stands: column and row, from 0. */
export type GraphPlace = readonly [column: number, row: number];

/** An agent of one node that needs an agent of another one; of several reasons for the same, the first. */
export interface GraphEdge {
  readonly from: GraphPlace;
  readonly to: GraphPlace;
  readonly how: Dependent['how'];
  /** File and line that say so. */
  readonly path: string;
  readonly line: number;
}

/** The waves of one workspace folder as a picture: what is migrated at the left, then wave after wave, then what stays as it is. */
export interface WaveGraph {
  /** How many of all agents count as migrated. */
  readonly adopted: number;
  readonly columns: readonly GraphColumn[];
  readonly edges: readonly GraphEdge[];
}

const untried = { progress: 'waiting', because: '' } as const;

const before = ['migrated'] as const satisfies readonly LeftAgent['why'][];
const behind = ['blocked', 'no-class', 'preserved'] as const satisfies readonly LeftAgent['why'][];

export function waveGraph(plan: FleetPlan, files: ReadonlyMap<string, FileProgress>): WaveGraph {
  const needed = plan.waves.flatMap(({ agents }) => agents);
  const columns = [
    ...before.flatMap((why) => leftColumn(plan.left, why)),
    ...plan.waves.map(({ agents, ...wave }): GraphColumn => {
      const { number, isCanary, workflow, blastRadius } = wave;
      return { wave: { number, isCanary, workflow, blastRadius }, kind: 'wave', nodes: nodesOf(agents, files) };
    }),
    ...behind.flatMap((why) => leftColumn(plan.left, why)),
  ];
  const ordered = inOrder(columns, needed);
  return { adopted: adoptedOf(plan.summary), columns: ordered, edges: edgesOf(needed, placesIn(ordered)) };
}

function leftColumn(left: readonly LeftAgent[], why: LeftAgent['why']): readonly GraphColumn[] {
  const progress = why === 'migrated' ? 'migrated' : 'waiting';
  const nodes = left
    .filter((agent) => agent.why === why)
    .map(({ reason, kept, ...agent }): GraphNode => {
      const because = kept ?? reason?.message ?? '';
      return { agents: [{ ...identityOf(agent), progress, risk: null, because }], blastRadius: 0 };
    });
  return nodes.length === 0 ? [] : [{ wave: null, kind: why, nodes }];
}

function nodesOf(agents: readonly FleetAgent[], files: ReadonlyMap<string, FileProgress>): readonly GraphNode[] {
  const units = new Map<number, { readonly agents: GraphAgent[]; readonly blastRadius: number }>();
  for (const { score, level, unit, blastRadius, ...place } of agents) {
    const risk = { score: roundedScore(score), level };
    const agent = { ...identityOf(place), risk, ...(files.get(place.path) ?? untried) };
    const node = units.get(unit);
    if (node === undefined) units.set(unit, { agents: [agent], blastRadius });
    else node.agents.push(agent);
  }
  return [...units.values()];
}

function identityOf({ path, class: name, line }: AgentPlace & Pick<GraphAgent, 'line'>): AgentIdentity {
  return { name: agentName({ path, class: name }), path, class: name, line };
}

/** A node stands as high as what it needs does on the average; those that need nothing keep their order below the others. */
function inOrder(columns: readonly GraphColumn[], agents: readonly FleetAgent[]): readonly GraphColumn[] {
  const needs = new Map(agents.map((agent) => [keyOf(agent), agent.dependsOn.map(keyOf)]));
  const heights = new Map<string, number>();
  return columns.map((column) => {
    const height = (node: GraphNode): number => {
      const rows = node.agents.flatMap((agent) => needs.get(keyOf(agent)) ?? []).map((key) => heights.get(key));
      const known = rows.filter((row) => row !== undefined);
      return known.length === 0 ? Infinity : known.reduce((sum, row) => sum + row, 0) / known.length;
    };
    const placed = column.nodes.map((node) => ({ node, at: height(node) }));
    const nodes = placed.sort((a, b) => (a.at === b.at ? 0 : a.at - b.at)).map(({ node }) => node);
    for (const [row, node] of nodes.entries()) for (const agent of node.agents) heights.set(keyOf(agent), row);
    return { ...column, nodes };
  });
}

function placesIn(columns: readonly GraphColumn[]): ReadonlyMap<string, GraphPlace> {
  return new Map(
    columns.flatMap(({ nodes }, column) =>
      nodes.flatMap(({ agents }, row) => agents.map((agent) => [keyOf(agent), [column, row]] as const)),
    ),
  );
}

function edgesOf(agents: readonly FleetAgent[], places: ReadonlyMap<string, GraphPlace>): readonly GraphEdge[] {
  const edges = new Map<string, GraphEdge>();
  for (const agent of agents) {
    const from = places.get(keyOf(agent));
    for (const { how, where, ...needed } of agent.dependsOn) {
      const to = places.get(keyOf(needed));
      // Agents of one node need each other.
      if (from === undefined || to === undefined || from.join() === to.join()) continue;
      const key = [...from, ...to].join();
      if (!edges.has(key)) edges.set(key, { from, to, how, ...where });
    }
  }
  return [...edges.values()];
}

function keyOf({ path, class: name }: AgentPlace): string {
  return `${path}#${name ?? ''}`;
}
