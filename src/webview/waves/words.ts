import type { GraphAgent, GraphColumn, GraphEdge, GraphNode } from '../../protocol/waves-panel.js';

export const reasonWords: Readonly<Record<GraphEdge['how'], string>> = {
  imports: 'import',
  calls: 'message',
  lists: 'start-up manifest',
};

const progressWords: Readonly<Record<GraphAgent['progress'], string>> = {
  waiting: 'waiting',
  queued: 'next in the run',
  running: 'being migrated',
  migrated: 'migrated',
  failed: 'failed',
};

/** Beside the words, never instead of them. */
export const progressSigns: Readonly<Record<GraphAgent['progress'], string>> = {
  waiting: '○',
  queued: '◔',
  running: '◑',
  migrated: '●',
  failed: '✕',
};

const leftTitles: Readonly<Record<Exclude<GraphColumn['kind'], 'wave'>, string>> = {
  migrated: 'Already migrated',
  blocked: 'Blocked',
  preserved: 'Kept as they are',
  'no-class': 'Without a class',
};

export function columnTitle({ wave, kind }: GraphColumn): string {
  if (wave !== null) return `Wave ${wave.number}${wave.isCanary ? ', the canary' : ''}`;
  return kind === 'wave' ? '' : leftTitles[kind];
}

/** How many, by which workflow, and how far a failure could be felt. */
export function columnLines({ wave, nodes }: GraphColumn): readonly [string, string] {
  const agents = nodes.flatMap((node) => node.agents);
  const failed = agents.filter(({ progress }) => progress === 'failed').length;
  const count = `${counted(agents.length, 'agent')}${failed === 0 ? '' : `, ${failed} failed`}`;
  if (wave === null) return [count, 'in no wave'];
  return [`${count} · ${wave.workflow} workflow`, `blast radius: ${counted(wave.blastRadius, 'other agent')}`];
}

export function nodeName({ agents }: GraphNode): string {
  return agents.map(({ name }) => name).join(', ');
}

function riskWords({ risk }: GraphAgent): string {
  return risk === null ? '' : `risk ${risk.score} ${risk.level}`;
}

/** What a screen reader says of an agent after its name. */
export function agentWords(agent: GraphAgent): string {
  return [riskWords(agent), progressWords[agent.progress], agent.because].filter(Boolean).join(', ');
}

/** What a screen reader says of a node after its agents. Not all nodes are drawn, so it says how many there are. */
export function placeWords(column: GraphColumn, row: number, needs: number, neededBy: number): string {
  return `${columnTitle(column)}, ${row + 1} of ${column.nodes.length}, needs ${needs}, needed by ${neededBy}`;
}

/** A page may not run code of the engine: its own way to say how many. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
