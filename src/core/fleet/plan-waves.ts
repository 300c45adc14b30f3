import type { Assessment, AssessmentSummary, Workflow } from '../assess/assessment.js';
import { workflowOf } from '../assess/workflow.js';
import { tidy } from '../assess/level.js';
import type { AgentDependency } from '../workspace/agent-references.js';
import { blastRadius, fleetGraph, type FleetGraph } from './fleet-graph.js';
import type { FleetAgent, FleetPlan, LeftAgent, Wave } from './fleet-plan.js';

export interface FleetInput {
  /** Every agent of the workspace. */
  readonly agents: readonly Assessment[];
  readonly summary: AssessmentSummary;
  readonly dependencies: readonly AgentDependency[];
  /** Most agents of one wave, 1 or more; a unit that is larger is a wave of its own. */
  readonly waveSize: number;
}

/** A unit with those of its agents that are still to be moved. */
interface Task {
  readonly unit: number;
  readonly needs: ReadonlySet<number>;
  readonly blastRadius: number;
  readonly agents: readonly Assessment[];
  /** Of the riskiest agent. */
  readonly workflow: number;
  readonly score: number;
}

const workflows: readonly Workflow[] = ['rapid', 'staged', 'full'];

/**
 * The order in which a fleet is migrated: an agent after everything it needs, agents that need each other together, the least risky first,
 * one unit alone as the canary, and never two workflows in one wave. Agents that are not moved keep nobody waiting.
 */
export function planWaves(input: FleetInput): FleetPlan {
  const { agents, summary, dependencies } = input;
  const graph = fleetGraph(agents, dependencies);
  const waves = wavesOf(graph, input);
  const left = agents.flatMap(leftAgent);
  return {
    schemaVersion: 1,
    summary: {
      agents: summary.agents,
      migrated: summary.migrated,
      partial: summary.partial,
      ready: summary.ready,
      blocked: summary.blocked,
      adoptionPercent: summary.adoptionPercent,
      waves: waves.length,
      dependencies: graph.dependsOn.reduce((sum, one) => sum + one.length, 0),
    },
    waves,
    left,
  };
}

function wavesOf(graph: FleetGraph, { agents, waveSize }: FleetInput): readonly Wave[] {
  const tasks = tasksOf(graph, agents);
  const waiting = new Map(tasks.map((task) => [task.unit, task]));
  const waves: Wave[] = [];
  while (waiting.size > 0) {
    // A unit that needs one which is itself waiting comes later; the order of units has no circle, so that one is always free.
    const free = [...waiting.values()].filter(({ needs }) => [...needs].every((unit) => !waiting.has(unit)));
    const chosen = choose(free, waves.length === 0 ? 1 : waveSize);
    for (const { unit } of chosen) waiting.delete(unit);
    waves.push(waveOf(waves.length + 1, chosen, { graph, agents }));
  }
  return waves;
}

function tasksOf(graph: FleetGraph, agents: readonly Assessment[]): readonly Task[] {
  return graph.units.flatMap(({ members, needs }, unit) => {
    const own = members.flatMap((place) => agents[place] ?? []).filter(isMoved);
    if (own.length === 0) return [];
    const workflow = Math.max(...own.map(({ level, track }) => workflows.indexOf(workflowOf(level, track))));
    const score = Math.max(...own.map((agent) => agent.score));
    return [{ unit, needs, blastRadius: blastRadius(graph, new Set([unit])), agents: own, workflow, score }];
  });
}

/** Of the units that may be moved now, those of the mildest workflow, the least risky first, until the wave is full. */
function choose(free: readonly Task[], size: number): readonly Task[] {
  const sorted = [...free].sort(byRisk);
  const [first] = sorted;
  if (!first) return [];
  const chosen = [first];
  let count = first.agents.length;
  for (const task of sorted.slice(1)) {
    if (task.workflow !== first.workflow || count + task.agents.length > size) break;
    chosen.push(task);
    count += task.agents.length;
  }
  return chosen;
}

function byRisk(a: Task, b: Task): number {
  const byPath = a.agents.map(({ path }) => path).join() < b.agents.map(({ path }) => path).join() ? -1 : 1;
  return a.workflow - b.workflow || a.score - b.score || a.blastRadius - b.blastRadius || byPath;
}

interface Fleet {
  readonly graph: FleetGraph;
  readonly agents: readonly Assessment[];
}

function waveOf(number: number, chosen: readonly Task[], { graph, agents }: Fleet): Wave {
  const places = new Map(agents.map((agent, place) => [agent, place]));
  const members = chosen.flatMap((task) =>
    task.agents.map((agent): FleetAgent => {
      const { path, class: name, line, score, level, track, readiness } = agent;
      return {
        ...{ path, class: name, line, score, level, track, readiness },
        workflow: workflowOf(level, track),
        unit: task.unit + 1,
        dependsOn: graph.dependsOn[places.get(agent) ?? -1] ?? [],
        blastRadius: task.blastRadius,
      };
    }),
  );
  return {
    number,
    isCanary: number === 1,
    workflow: workflows[Math.max(...chosen.map(({ workflow }) => workflow))] ?? 'full',
    totalScore: tidy(members.reduce((sum, { score }) => sum + score, 0)),
    blastRadius: blastRadius(graph, new Set(chosen.map(({ unit }) => unit))),
    agents: members.sort((a, b) => a.score - b.score || (a.path < b.path ? -1 : 1)),
  };
}

function isMoved(agent: Assessment): boolean {
  return leftAgent(agent).length === 0;
}

/** Why an agent is in no wave; nothing for one that is. */
function leftAgent({ path, class: name, line, track, readiness, reason }: Assessment): readonly LeftAgent[] {
  const left = (why: LeftAgent['why']): readonly LeftAgent[] => [{ path, class: name, line, why, reason }];
  if (readiness === 'migrated') return left('migrated');
  if (readiness === 'blocked') return left('blocked');
  if (name === null) return left('no-class');
  return track === 'legacy' ? left('preserved') : [];
}
