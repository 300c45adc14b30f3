import type { Assessment } from '../../core/assess/assessment.js';
import { canBeTicked } from './agent-nodes.js';
import { arrange, type AgentGroup, type FolderWaves, type ListedAgent } from './agent-groups.js';
import { comparison, defaultArrangement, type Arrangement } from './arrangement.js';

/** What a change of the agents means for a tree that is on screen. */
export type TreeChange<T> = { readonly kind: 'structure' } | { readonly kind: 'rows'; readonly agents: readonly T[] };

/**
 * The agents as they are laid out, and which of them are ticked. Rows keep their identity from one state to the next, so that a tree on
 * screen is told only of the rows that read differently as long as all of them stay where they are.
 */
export class AgentsTree<T extends ListedAgent & { assessment: Assessment; folder: string }> {
  private readonly agents = new Map<string, T>();
  private readonly ticks = new Set<string>();
  private sorted: readonly T[] = [];
  private laidOut: readonly AgentGroup<T>[] | readonly T[] = [];
  private shape = '';
  private layout: Arrangement = defaultArrangement;

  constructor(private readonly waves: () => readonly FolderWaves[]) {}

  get arrangement(): Arrangement {
    return this.layout;
  }

  /** Groups, or agents where there are no groups. */
  get roots(): readonly AgentGroup<T>[] | readonly T[] {
    return this.laidOut;
  }

  get all(): readonly T[] {
    return [...this.agents.values()];
  }

  /** In the order in which they are shown; those that a filter hides come after them. */
  get ticked(): readonly T[] {
    if (this.ticks.size === 0) return [];
    return [...new Set([...this.shown(), ...this.agents.values()])].filter(({ key }) => this.ticks.has(key));
  }

  /** Another layout of the same agents. */
  lay(arrangement: Arrangement): TreeChange<T> {
    const { order } = this.layout;
    this.layout = arrangement;
    if (order !== arrangement.order) this.sort();
    return this.rearrange([]);
  }

  /** Takes what is known of the agents now. */
  update(agents: readonly T[]): TreeChange<T> {
    const changed: T[] = [];
    const keys = new Set<string>();
    for (const next of agents) {
      keys.add(next.key);
      const row = this.agents.get(next.key);
      if (row === undefined) this.agents.set(next.key, next);
      else if (row.assessment !== next.assessment || row.folder !== next.folder) {
        row.assessment = next.assessment;
        row.folder = next.folder;
        changed.push(row);
      }
      if (!canBeTicked(next.assessment)) this.ticks.delete(next.key);
    }
    for (const key of [...this.agents.keys()].filter((one) => !keys.has(one))) {
      this.agents.delete(key);
      this.ticks.delete(key);
    }
    this.sort();
    return this.rearrange(changed);
  }

  /** Waves have changed, and with them the groups. */
  regroup(): TreeChange<T> {
    return this.rearrange([]);
  }

  isTicked({ key }: T): boolean {
    return this.ticks.has(key);
  }

  /** Ticks those of the agents that can be migrated, or takes their ticks away. */
  tick(agents: readonly T[], ticked: boolean): void {
    for (const { key, assessment } of agents) {
      if (!ticked) this.ticks.delete(key);
      else if (canBeTicked(assessment)) this.ticks.add(key);
    }
  }

  private shown(): readonly T[] {
    return this.laidOut.flatMap((root) => ('agents' in root ? root.agents : [root]));
  }

  private sort(): void {
    const compare = comparison(this.layout.order);
    this.sorted = [...this.agents.values()].sort((a, b) => compare(a.assessment, b.assessment));
  }

  private rearrange(changed: readonly T[]): TreeChange<T> {
    this.laidOut = arrange(this.sorted, this.layout, this.waves);
    const before = this.shape;
    this.shape = this.laidOut.map(shapeOf).join('\n');
    return before === this.shape ? { kind: 'rows', agents: changed } : { kind: 'structure' };
  }
}

function shapeOf(root: AgentGroup | ListedAgent): string {
  if (!('agents' in root)) return root.key;
  const { id, label, description, agents } = root;
  return [id, label, description, ...agents.map(({ key }) => key)].join('\t');
}
