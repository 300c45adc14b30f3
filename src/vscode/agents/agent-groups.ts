import { groupedBy } from '../../core/grouped-by.js';
import { counted } from '../../core/text/counted.js';
import type { Assessment, RiskLevel, Track } from '../../core/assess/assessment.js';
import type { FleetPlan, LeftAgent, Wave } from '../../core/fleet/fleet-plan.js';
import { trackTitle } from '../risk/wording.js';
import { filterOf, type AgentGrouping, type Arrangement } from './arrangement.js';

/** An agent as the view lists it. */
export interface ListedAgent {
  /** Names the agent over all folders. */
  readonly key: string;
  /** Title of its workspace folder. */
  readonly folder: string;
  readonly assessment: Assessment;
}

/** A heading of the view with its agents, in their order. */
export interface AgentGroup<T extends ListedAgent = ListedAgent> {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly agents: readonly T[];
  /** The wave that it stands for, where agents are grouped by wave. */
  readonly wave?: Wave;
}

/** The waves of one workspace folder. */
export interface FolderWaves {
  readonly folder: string;
  readonly plan: FleetPlan;
}

/** The agents, which stand in their order, that the filter lets through: groups where some are asked for, else the agents themselves. */
export function arrange<T extends ListedAgent>(
  sorted: readonly T[],
  { grouping, filter }: Arrangement,
  waves: () => readonly FolderWaves[],
): readonly AgentGroup<T>[] | readonly T[] {
  const isMeant = filterOf(filter);
  const shown = sorted.filter(({ assessment }) => isMeant(assessment));
  switch (grouping) {
    case 'none':
      return shown;
    case 'wave':
      return byWave(shown, waves());
    default:
      return byHeading(shown, headings[grouping]);
  }
}

interface Heading {
  readonly id: string;
  readonly label: string;
  /** The label where another heading has the same one. */
  readonly longLabel?: string;
  /** Place among the headings; equals stand by their label. */
  readonly rank: number;
}

const levels: readonly RiskLevel[] = ['high', 'medium', 'low'];
const tracks: readonly Track[] = ['high-risk', 'planned', 'immediate', 'legacy'];
const readinessTitles = {
  ready: 'Ready',
  partial: 'Partly migrated',
  blocked: 'Blocked',
  migrated: 'Migrated',
} as const;

const headings: Readonly<Record<Exclude<AgentGrouping, 'none' | 'wave'>, (agent: ListedAgent) => Heading>> = {
  risk: ({ assessment: { level } }) => ({ id: level, label: `${sentence(level)} risk`, rank: levels.indexOf(level) }),
  folder: ({ folder, assessment: { path } }) => {
    const parent = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    const longLabel = `${folder}/${parent}`;
    return { id: longLabel, label: parent === '' ? folder : parent, longLabel, rank: 0 };
  },
  track: ({ assessment: { track } }) => ({
    id: track,
    label: sentence(trackTitle(track)),
    rank: tracks.indexOf(track),
  }),
  readiness: ({ assessment: { readiness } }) => ({
    id: readiness,
    label: readinessTitles[readiness],
    rank: Object.keys(readinessTitles).indexOf(readiness),
  }),
};

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function byHeading<T extends ListedAgent>(
  agents: readonly T[],
  headingOf: (agent: ListedAgent) => Heading,
): readonly AgentGroup<T>[] {
  const groups = [...groupedBy(agents, (agent) => headingOf(agent).id).values()].flatMap((own) =>
    own.slice(0, 1).map((first) => ({ heading: headingOf(first), own })),
  );
  const byLabel = groupedBy(groups, ({ heading }) => heading.label);
  return groups
    .map(({ heading, own }) => {
      const { id, label, longLabel = label, rank } = heading;
      return { id, label: byLabel.get(label)?.length === 1 ? label : longLabel, rank, own };
    })
    .sort((a, b) => a.rank - b.rank || (a.label < b.label ? -1 : 1))
    .map(({ id, label, own }) => ({ id, label, description: counted(own.length, 'agent'), agents: own }));
}

const leftTitles: Readonly<Record<LeftAgent['why'], string>> = {
  blocked: 'Blocked',
  'no-class': 'Without a class',
  preserved: 'Kept as they are',
  migrated: 'Already migrated',
};

const whyLeft = ['blocked', 'no-class', 'preserved', 'migrated'] as const satisfies readonly LeftAgent['why'][];

/** Waves in their order, folder by folder, then what is in no wave. */
function byWave<T extends ListedAgent>(agents: readonly T[], waves: readonly FolderWaves[]): readonly AgentGroup<T>[] {
  const places = new Map(waves.flatMap(placesOf));
  const members = new Map<AgentPlaceInPlan, T[]>();
  for (const agent of agents) {
    const place = places.get(keyInFolder(agent.folder, agent.assessment));
    if (place === undefined) continue;
    const list = members.get(place);
    if (list) list.push(agent);
    else members.set(place, [agent]);
  }
  const isOne = waves.length === 1;
  return [...members].sort(([a], [b]) => a.rank - b.rank).map(([place, own]) => groupOfPlace(place, own, isOne));
}

/** Where agents of one folder stand in its plan: one wave, or one reason for being in none. */
interface AgentPlaceInPlan {
  readonly folder: string;
  readonly rank: number;
  readonly wave?: Wave;
  readonly why?: LeftAgent['why'];
}

function placesOf(
  { folder, plan }: FolderWaves,
  folderIndex: number,
): readonly (readonly [string, AgentPlaceInPlan])[] {
  const start = folderIndex * 1_000_000;
  const moved = plan.waves.flatMap((wave) => {
    const place = { folder, rank: start + wave.number, wave };
    return wave.agents.map((agent) => [keyInFolder(folder, agent), place] as const);
  });
  const left = whyLeft.flatMap((why, index) => {
    const place = { folder, rank: start + 500_000 + index, why };
    return plan.left.flatMap((agent) => (agent.why === why ? [[keyInFolder(folder, agent), place] as const] : []));
  });
  return [...moved, ...left];
}

function keyInFolder(folder: string, { path, class: name }: Pick<Assessment, 'path' | 'class'>): string {
  return `${folder}\n${path}#${name ?? ''}`;
}

function groupOfPlace<T extends ListedAgent>(
  { folder, rank, wave, why }: AgentPlaceInPlan,
  agents: readonly T[],
  isOne: boolean,
): AgentGroup<T> {
  const where = isOne ? '' : ` · ${folder}`;
  const id = `wave ${rank}`;
  if (wave === undefined)
    return {
      id,
      label: leftTitles[why ?? 'blocked'],
      description: `${counted(agents.length, 'agent')}${where}`,
      agents,
    };
  return { id, label: waveTitle(wave), description: `${waveSummary(wave)}${where}`, agents, wave };
}

/** `Wave 1, the canary`. */
export function waveTitle({ number, isCanary }: Wave): string {
  return `Wave ${number}${isCanary ? ', the canary' : ''}`;
}

/** `3 agents · staged workflow · 13 other agents need them`: how far a failure of the wave could be felt. */
export function waveSummary({ agents, workflow, blastRadius }: Wave): string {
  const need = blastRadius === 1 ? '1 other agent needs' : `${blastRadius} other agents need`;
  const reach = blastRadius === 0 ? 'no other agent needs' : need;
  return `${counted(agents.length, 'agent')} · ${workflow} workflow · ${reach} ${agents.length === 1 ? 'it' : 'them'}`;
}
