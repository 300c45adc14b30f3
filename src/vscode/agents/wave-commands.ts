import { agentName } from '../../core/assess/agent-name.js';
import type { FleetPlan, Wave } from '../../core/fleet/fleet-plan.js';
import { isSame, roomToMove } from '../../core/fleet/wave-moves.js';
import { targetsFrom } from '../agent-target.js';
import { runCommand } from '../commands.js';
import type { Dialogs } from '../dialogs.js';
import type { FolderEngine } from '../folder-engine.js';
import { uriInFolder, type WorkspaceFolders } from '../workspace-folders.js';
import { waveSummary, waveTitle } from './agent-groups.js';
import type { AgentGroupNode } from './agents-view.js';
import type { WorkspaceWaves } from './workspace-waves.js';

export interface WaveCommandParts {
  readonly folders: WorkspaceFolders;
  readonly waves: WorkspaceWaves;
  readonly dialogs: Dialogs;
}

interface FolderWave {
  readonly engine: FolderEngine;
  readonly wave: Wave;
}

/** What can be done with waves: preview one as a whole, and change which agent moves in which. */
export class WaveCommands {
  constructor(private readonly parts: WaveCommandParts) {}

  /** Shows everything that a wave would change, in one diff with one tree of edits; applying it there carries the wave out. */
  async preview(args: readonly unknown[]): Promise<void> {
    const chosen = await this.choose(args, 'Preview wave');
    if (chosen === undefined) return;
    const { engine, wave } = chosen;
    const targets = wave.agents.map(({ path, class: name }) => {
      return { uri: uriInFolder(engine.folder, path), ...(name === null ? {} : { class: name }) };
    });
    await runCommand('agentMigrator.previewMigration', targets[0], targets);
  }

  /** The wave that a command was given, or one that is picked. */
  async choose(args: readonly unknown[], title: string): Promise<FolderWave | undefined> {
    return this.given(args[0]) ?? (await this.pick(title));
  }

  async move(args: readonly unknown[]): Promise<void> {
    const [target] = targetsFrom(args);
    const file = target === undefined ? undefined : this.parts.folders.find(target.uri);
    if (target === undefined || file === undefined) return;
    const { engine, path } = file;
    const agent = { path, class: target.class ?? null };
    const plan = await this.plan(engine);
    const room = roomToMove(plan, agent);
    const own = plan.waves.find((wave) => wave.agents.some((one) => isSame(one, agent)));
    const name = agentName(agent);
    if (room === undefined || own === undefined) {
      void this.parts.dialogs.notify('information', `${name} is in no wave.`);
      return;
    }
    const items = placesIn(plan, room).filter(({ to }) => to !== own.number);
    if (items.length === 0) {
      const message = own.isCanary
        ? `${name} is the canary. Make another agent the canary to move it.`
        : `${name} can be in no other wave: it comes after everything it needs and before everything that needs it.`;
      void this.parts.dialogs.notify('information', message);
      return;
    }
    const placeholder = 'Only waves that its dependencies allow are listed; agents that need each other move together';
    const picked = await this.parts.dialogs.pick(items, { title: `Move ${name} from wave ${own.number}`, placeholder });
    if (picked !== undefined) await this.parts.waves.move(engine, agent, picked.to);
  }

  async reset(): Promise<void> {
    await this.parts.waves.reset();
  }

  /** The wave of a heading in the Agents view. */
  private given(value: unknown): FolderWave | undefined {
    if (!isWaveNode(value)) return undefined;
    const [first] = value.agents;
    const file = first === undefined ? undefined : this.parts.folders.find(first.uri);
    return file === undefined ? undefined : { engine: file.engine, wave: value.wave };
  }

  private async pick(title: string): Promise<FolderWave | undefined> {
    const items = [];
    for (const engine of this.parts.folders.all()) {
      const { waves } = await this.plan(engine);
      items.push(
        ...waves.map((wave) => ({ ...waveItem(wave), description: this.parts.folders.titleOf(engine), engine, wave })),
      );
    }
    const placeholder =
      items.length === 0 ? 'No agent is left to be migrated' : 'Which wave? Each one needs those before it';
    return await this.parts.dialogs.pick(items, { title, placeholder });
  }

  private async plan(engine: FolderEngine): Promise<FleetPlan> {
    return await this.parts.waves.planOf(engine, new AbortController().signal);
  }
}

function waveItem(wave: Wave) {
  return { label: waveTitle(wave), detail: `${waveSummary(wave)}: ${wave.agents.map(agentName).join(', ')}` };
}

function placesIn({ waves }: FleetPlan, { first, last }: { readonly first: number; readonly last: number }) {
  const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  return numbers.map((to) => {
    if (to === 1) return { to, label: 'Before all others, as the canary', detail: 'It moves alone, and first' };
    const wave = waves[to - 1];
    return wave === undefined ? { to, label: 'A wave of its own, the last', detail: '' } : { to, ...waveItem(wave) };
  });
}

function isWaveNode(value: unknown): value is AgentGroupNode & { readonly wave: Wave } {
  return (
    typeof value === 'object' && value !== null && 'wave' in value && 'agents' in value && value.wave !== undefined
  );
}
