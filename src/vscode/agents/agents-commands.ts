import * as vscode from 'vscode';
import { runCommand } from '../commands.js';
import type { Dialogs } from '../dialogs.js';
import { agentsViewId, type AgentsView } from './agents-view.js';
import {
  arrangementFrom,
  agentGroupings,
  agentOrders,
  groupingTitles,
  orderTitles,
  type Arrangement,
} from './arrangement.js';
import { askForFilter } from './filter-input.js';
import type { WavesMemory } from './workspace-waves.js';

const memoryKey = 'agentsArrangement';

/** What the commands of the Agents view do. */
export class AgentsCommands {
  constructor(
    private readonly view: AgentsView,
    private readonly dialogs: Dialogs,
    private readonly memory: WavesMemory,
  ) {
    view.lay(arrangementFrom(memory.get(memoryKey)));
  }

  async group(): Promise<void> {
    const { grouping } = this.view.arrangement;
    const items = agentGroupings.map((one) => ({ ...choice(groupingTitles[one], one === grouping), grouping: one }));
    const picked = await this.dialogs.pick(items, { title: 'Group agents', placeholder: 'By what?' });
    if (picked !== undefined) await this.lay({ grouping: picked.grouping });
  }

  async sort(): Promise<void> {
    const { order } = this.view.arrangement;
    const items = agentOrders.map((one) => ({ ...choice(orderTitles[one], one === order), order: one }));
    const picked = await this.dialogs.pick(items, { title: 'Sort agents', placeholder: 'By what?' });
    if (picked !== undefined) await this.lay({ order: picked.order });
  }

  /** Takes a filter given by name too, for keys and other extensions. */
  async filter(given: unknown): Promise<void> {
    if (typeof given === 'string') this.show(given);
    else await askForFilter(this.view.arrangement.filter, (filter) => this.show(filter));
  }

  clearFilter(): void {
    this.show('');
  }

  untick(): void {
    this.view.tick(undefined, false);
  }

  /** Migrates what is ticked, in the order of the tree, by the same command as everything else. */
  async migrateTicked(): Promise<void> {
    const { ticked } = this.view;
    if (ticked.length > 0) {
      await runCommand('agentMigrator.migrateAgent', ticked[0], ticked);
      return;
    }
    const message = 'No agent is ticked. Tick agents in the Agents view, then try again.';
    const show = 'Show Agents';
    if ((await this.dialogs.notify('information', message, show)) === show)
      await vscode.commands.executeCommand(`${agentsViewId}.focus`);
  }

  private show(filter: string): void {
    this.view.lay({ ...this.view.arrangement, filter: filter.trim() });
  }

  private async lay(change: Partial<Arrangement>): Promise<void> {
    const { filter, ...kept } = { ...this.view.arrangement, ...change };
    this.view.lay({ ...kept, filter });
    await this.memory.update(memoryKey, kept);
  }
}

function choice(label: string, isInForce: boolean): vscode.QuickPickItem {
  return isInForce ? { label: `$(check) ${label}`, description: 'now' } : { label };
}
