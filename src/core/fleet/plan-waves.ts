import type { Assessment, AssessmentSummary, Workflow } from '../assess/assessment.js';
import { workflowOf } from '../assess/workflow.js';
import { tidy } from '../assess/level.js';
import { matchesAgent } from '../config/agent-pattern.js';
import type { PreservedAgent } from '../config/config.js';
import type { AgentDependency } from '../workspace/agent-references.js';
import { blastRadius, fleetGraph, movedUnits, type FleetGraph } from './fleet-graph.js';
import type { FleetAgent, FleetPlan, LeftAgent, Wave } from './fleet-plan.js';
import { isSame, moved, type WaveMove } from './wave-moves.js';

export interface FleetInput {
  /** Every agent of the workspace. */
  readonly agents: readonly Assessment[];
  readonly summary: AssessmentSummary;
  readonly dependencies: readonly AgentDependency[];
  /** Most agents of one wave, 1 or more; a unit that is larger is a wave of its own. */
  readonly waveSize: number;
  /** Agents that the team keeps as they are, and why. */
  readonly preserve?: readonly PreservedAgent[];
  /** Wishes of a person; one that the dependencies do not allow, or whose agent is in no wave any more, is passed over. */
  readonly moves?: readonly WaveMove[];
  /** A wave was carried out before, and its canary with it: no other one is sent ahead. */
  readonly hadCanary?: boolean;
}

/** A unit of agents that are still to be moved. */
interface Task {
  readonly unit: number;
  readonly needs: ReadonlySet<number>;
  readonly blastRadius: number;
  readonly agents: readonly Assessment[];
  /** Of its agents, in the list of all. */
  readonly places: readonly number[];
  /** Of the riskiest agent. */
  readonly workflow: number;
  readonly score: number;
  /** Of its agents, for an order among equals. */
  readonly paths: string;
}

const workflows: readonly Workflow[] = ['rapid', 'staged', 'full'];

/**
 * The order in which a fleet is migrated: an agent after everything it needs, agents that need each other together, the least risky first,
 * one unit alone as the canary where none was sent before, and never two workflows in one wave. Agents that are not moved keep nobody waiting.
 */
export function planWaves(input: FleetInput): FleetPlan {
  const steps = planWavesInSteps(input);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** The same in small steps, for who must not hold a thread: a fleet of thousands takes a good part of a second. */
export function* planWavesInSteps(input: FleetInput): Generator<undefined, FleetPlan> {
  const { agents, summary, dependencies } = input;
  const graph = yield* fleetGraph(agents, dependencies);
  const waves = yield* wavesOf(graph, input);
  const left = agents.flatMap((agent) => leftAgent(agent, input.preserve));
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

function* wavesOf(
  graph: FleetGraph,
  { agents, waveSize, moves = [], hadCanary = false }: FleetInput,
): Generator<undefined, readonly Wave[]> {
  const tasks = yield* tasksOf(graph, agents);
  let waves = yield* inOrder(tasks, waveSize, hadCanary ? waveSize : 1);
  for (const { to, ...place } of moves) {
    const task = tasks.find((one) => one.agents.some((agent) => isSame(agent, place)));
    if (task) waves = moved(waves, task, to);
  }
  const planned: Wave[] = [];
  for (const chosen of waves) {
    planned.push(waveOf(planned.length + 1, chosen, { graph, hadCanary }));
    yield;
  }
  return planned;
}

function* inOrder(
  tasks: readonly Task[],
  waveSize: number,
  firstSize: number,
): Generator<undefined, readonly (readonly Task[])[]> {
  const isWaiting = new Set(tasks.map(({ unit }) => unit));
  let waiting = [...tasks].sort(byRisk);
  const waves: (readonly Task[])[] = [];
  while (waiting.length > 0) {
    // A unit that needs one which is itself waiting comes later; the order of units has no circle, so that one is always free.
    const free = waiting.filter(({ needs }) => [...needs].every((unit) => !isWaiting.has(unit)));
    const chosen = choose(free, waves.length === 0 ? firstSize : waveSize);
    for (const { unit } of chosen) isWaiting.delete(unit);
    waiting = waiting.filter(({ unit }) => isWaiting.has(unit));
    waves.push(chosen);
    yield;
  }
  return waves;
}

function* tasksOf(graph: FleetGraph, agents: readonly Assessment[]): Generator<undefined, readonly Task[]> {
  const tasks: Task[] = [];
  const moves = agents.map(isMoved);
  for (const [unit, { members: places, needs }] of movedUnits(graph, (place) => moves[place] === true).entries()) {
    const own = places.flatMap((place) => agents[place] ?? []).filter(isMoved);
    if (own.length > 0) {
      const workflow = Math.max(...own.map(({ level, track }) => workflows.indexOf(workflowOf(level, track))));
      const score = Math.max(...own.map((agent) => agent.score));
      const paths = own.map(({ path }) => path).join();
      tasks.push({ unit, needs, blastRadius: blastRadius(graph, places), agents: own, places, workflow, score, paths });
    }
    yield;
  }
  return tasks;
}

/** Of the units that may be moved now, the least risky first, those of the mildest workflow until the wave is full. */
function choose(free: readonly Task[], size: number): readonly Task[] {
  const [first, ...others] = free;
  if (!first) return [];
  const chosen = [first];
  let count = first.agents.length;
  for (const task of others) {
    if (task.workflow !== first.workflow || count + task.agents.length > size) break;
    chosen.push(task);
    count += task.agents.length;
  }
  return chosen;
}

function byRisk(a: Task, b: Task): number {
  return a.workflow - b.workflow || a.score - b.score || a.blastRadius - b.blastRadius || (a.paths < b.paths ? -1 : 1);
}

interface Fleet {
  readonly graph: FleetGraph;
  readonly hadCanary: boolean;
}

function waveOf(number: number, chosen: readonly Task[], { graph, hadCanary }: Fleet): Wave {
  const members = chosen.flatMap((task) =>
    task.agents.map((agent, index): FleetAgent => {
      const { path, class: name, line, score, level, track, readiness } = agent;
      return {
        ...{ path, class: name, line, score, level, track, readiness },
        workflow: workflowOf(level, track),
        unit: task.unit + 1,
        dependsOn: graph.dependsOn[task.places[index] ?? -1] ?? [],
        blastRadius: task.blastRadius,
      };
    }),
  );
  return {
    number,
    isCanary: number === 1 && !hadCanary,
    workflow: workflows[Math.max(...chosen.map(({ workflow }) => workflow))] ?? 'full',
    totalScore: tidy(members.reduce((sum, { score }) => sum + score, 0)),
    blastRadius: blastRadius(
      graph,
      chosen.flatMap(({ places }) => places),
    ),
    agents: members.sort((a, b) => a.score - b.score || (a.path < b.path ? -1 : 1)),
  };
}

function isMoved(agent: Assessment): boolean {
  return leftAgent(agent).length === 0;
}

/** Why an agent is in no wave; nothing for one that is. */
function leftAgent(agent: Assessment, preserve: readonly PreservedAgent[] = []): readonly LeftAgent[] {
  const { path, class: name, line, track, readiness, reason } = agent;
  const left = (why: LeftAgent['why']): readonly LeftAgent[] => [{ path, class: name, line, why, reason }];
  if (readiness === 'migrated') return left('migrated');
  if (readiness === 'blocked') return left('blocked');
  if (name === null) return left('no-class');
  if (track !== 'legacy') return [];
  const kept = preserve.find((one) => matchesAgent(one.agent, path, name))?.reason;
  return left('preserved').map((one) => ({ ...one, ...(kept === undefined ? {} : { kept }) }));
}
