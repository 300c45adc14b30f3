import * as vscode from 'vscode';
import type { Assessment, RiskLevel } from '../../core/assess/assessment.js';
import type { AgentTarget } from '../agent-target.js';
import type { ContextKeys } from '../context-keys.js';
import { Disposables } from '../disposables.js';
import type { RiskStore } from '../risk/risk-store.js';
import { levelIcons } from '../risk/wording.js';
import { lineStart } from '../text-range.js';
import type { AgentGroup, ListedAgent } from './agent-groups.js';
import { adoptionText, agentText, canBeTicked } from './agent-nodes.js';
import { AgentsTree, type TreeChange } from './agents-tree.js';
import type { Arrangement } from './arrangement.js';
import type { Predictions } from './predictions.js';
import type { WorkspaceWaves } from './workspace-waves.js';

/** An agent in the tree; commands take it as their target. */
export interface AgentNode extends AgentTarget, ListedAgent {
  assessment: Assessment;
  folder: string;
}

export type AgentGroupNode = AgentGroup<AgentNode>;

export const agentsViewId = 'agentMigrator.agents';

const levelColors: Readonly<Record<RiskLevel, string>> = {
  low: 'agentMigrator.lowRisk',
  medium: 'agentMigrator.mediumRisk',
  high: 'agentMigrator.highRisk',
};

/** Files change in bursts, as on a switch of branches; the tree follows them together after this pause. */
const burstMs = 100;

export interface AgentsViewParts {
  readonly store: RiskStore;
  readonly waves: WorkspaceWaves;
  readonly predictions: Predictions;
  readonly contextKeys: ContextKeys;
}

/** All agents of the workspace with tick boxes, as they are grouped, sorted and filtered. */
export class AgentsView implements vscode.TreeDataProvider<AgentNode | AgentGroupNode>, vscode.Disposable {
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new vscode.EventEmitter<(AgentNode | AgentGroupNode)[] | undefined>());
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<AgentNode | AgentGroupNode>;
  private readonly tree: AgentsTree<AgentNode>;
  private readonly said = new Map<string, string>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly parts: AgentsViewParts) {
    this.tree = new AgentsTree(() => parts.waves.all());
    this.view = this.owned.add(
      vscode.window.createTreeView<AgentNode | AgentGroupNode>(agentsViewId, {
        treeDataProvider: this,
        canSelectMany: true,
        manageCheckboxStateManually: true,
        showCollapseAll: true,
      }),
    );
    this.owned.add(this.view.onDidChangeCheckboxState(({ items }) => this.tickRows(items)));
    this.owned.add(parts.store.onDidChange(() => (this.timer ??= setTimeout(() => this.refresh(), burstMs))));
    this.owned.add(parts.waves.onDidChange(() => this.show(this.tree.regroup())));
    this.owned.add({ dispose: () => clearTimeout(this.timer) });
    this.refresh();
  }

  get arrangement(): Arrangement {
    return this.tree.arrangement;
  }

  /** In the order in which they stand in the tree. */
  get ticked(): readonly AgentNode[] {
    return this.tree.ticked;
  }

  get groups(): readonly AgentGroupNode[] {
    return this.tree.roots.flatMap((root) => ('agents' in root ? [root] : []));
  }

  lay(arrangement: Arrangement): void {
    this.show(this.tree.lay(arrangement));
  }

  /** Ticks agents, or takes away ticks; of all agents where none are named. */
  tick(agents: readonly AgentNode[] | undefined, ticked: boolean): void {
    this.tree.tick(agents ?? this.tree.all, ticked);
    this.show({ kind: 'structure' });
  }

  /** Ticks the rows that a menu was opened on, or unticks them when all are ticked: boxes are hard to come by without a mouse. */
  toggle(args: readonly unknown[]): void {
    const [first, selected] = args;
    const rows = (Array.isArray(selected) ? selected : [first]).filter((one) => this.isRow(one));
    const agents = rows.flatMap((row) => ('agents' in row ? row.agents : [row]));
    const choosable = agents.filter(({ assessment }) => canBeTicked(assessment));
    this.tick(choosable, !choosable.every((one) => this.tree.isTicked(one)));
  }

  /** A sentence above the tree for each topic, such as a run that waits; none where it is empty. */
  say(topic: 'run' | 'schedule', message: string): void {
    this.said.set(topic, message);
    this.view.message = [...this.said.values()].filter(Boolean).join(' ');
  }

  getTreeItem(node: AgentNode | AgentGroupNode): vscode.TreeItem {
    return 'agents' in node ? this.groupItem(node) : this.agentItem(node);
  }

  /** Only who points at an agent waits for its prediction. */
  async resolveTreeItem(item: vscode.TreeItem, node: AgentNode | AgentGroupNode): Promise<vscode.TreeItem> {
    if ('agents' in node) return item;
    const predicted = await this.parts.predictions.textFor(node.uri, node.assessment);
    const { tooltip } = agentText(node.assessment);
    item.tooltip = predicted === undefined ? tooltip : `${tooltip}\n${predicted}`;
    return item;
  }

  getChildren(node?: AgentNode | AgentGroupNode): (AgentNode | AgentGroupNode)[] {
    if (node === undefined) return [...this.tree.roots];
    return 'agents' in node ? [...node.agents] : [];
  }

  dispose(): void {
    this.owned.dispose();
  }

  private isRow(value: unknown): value is AgentNode | AgentGroupNode {
    return this.groups.some((group) => group === value) || this.tree.all.some((agent) => agent === value);
  }

  private refresh(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const rows = this.parts.store.all().map(({ uri, assessment, folder }) => rowOf(uri, assessment, folder));
    this.show(this.tree.update(rows));
  }

  private show(change: TreeChange<AgentNode>): void {
    const { arrangement, all, ticked } = this.tree;
    this.view.description = this.describe();
    this.parts.contextKeys.set('agentMigrator.agentsFiltered', arrangement.filter !== '');
    this.parts.contextKeys.set('agentMigrator.agentsTicked', ticked.length > 0);
    this.parts.contextKeys.set('agentMigrator.agentsByWave', arrangement.grouping === 'wave');
    this.parts.contextKeys.set('agentMigrator.wavesEdited', this.parts.waves.isEdited);
    this.parts.contextKeys.set('agentMigrator.hasAgents', all.length > 0);
    if (change.kind === 'structure') this.changed.fire(undefined);
    else if (change.agents.length > 0) this.changed.fire([...change.agents]);
  }

  /** `43 of 57 agents migrated · 3 ticked · 12 match "voice"`. */
  private describe(): string {
    const { arrangement, all, roots, ticked } = this.tree;
    const shown = roots.reduce((sum, root) => sum + ('agents' in root ? root.agents.length : 1), 0);
    const parts = [
      adoptionText(all.map(({ assessment }) => assessment)),
      ticked.length === 0 ? '' : `${ticked.length} ticked`,
      arrangement.filter === '' ? '' : `${shown} match "${arrangement.filter}"`,
    ];
    return parts.filter(Boolean).join(' · ');
  }

  private tickRows(items: readonly [AgentNode | AgentGroupNode, vscode.TreeItemCheckboxState][]): void {
    const touched = new Set<AgentNode>();
    for (const [node, state] of items) {
      const agents = 'agents' in node ? node.agents : [node];
      this.tree.tick(agents, state === vscode.TreeItemCheckboxState.Checked);
      for (const agent of agents) touched.add(agent);
    }
    const groups = this.groups.filter(({ agents }) => agents.some((agent) => touched.has(agent)));
    this.show({ kind: 'rows', agents: [] });
    this.changed.fire(groups.length > 0 ? [...groups] : [...touched]);
  }

  private groupItem({ id, label, description, agents, wave }: AgentGroupNode): vscode.TreeItem {
    const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
    item.id = `group ${id}`;
    item.description = description;
    item.tooltip = `${label}: ${description}`;
    item.accessibilityInformation = { label: `${label}, ${description}` };
    item.contextValue = wave === undefined ? 'group' : 'wave';
    const choosable = agents.filter(({ assessment }) => canBeTicked(assessment));
    if (choosable.length > 0)
      item.checkboxState = checkbox(
        choosable.every((one) => this.tree.isTicked(one)),
        `all of ${label}`,
      );
    return item;
  }

  private agentItem(node: AgentNode): vscode.TreeItem {
    const { assessment, uri, key } = node;
    const { label, description, tooltip } = agentText(assessment);
    const item = new vscode.TreeItem(label);
    item.id = key;
    item.description = description;
    item.iconPath = iconOf(assessment);
    item.contextValue = contextOf(assessment);
    item.accessibilityInformation = { label: tooltip };
    item.command = {
      title: 'Open',
      command: 'vscode.open',
      arguments: [uri, { selection: lineStart(assessment.line) } satisfies vscode.TextDocumentShowOptions],
    };
    if (canBeTicked(assessment)) item.checkboxState = checkbox(this.tree.isTicked(node), label);
    return item;
  }
}

function rowOf(uri: vscode.Uri, assessment: Assessment, folder: string): AgentNode {
  const { class: name } = assessment;
  const key = `${uri.toString()} ${name ?? ''}`;
  return { key, uri, assessment, folder, ...(name === null ? {} : { class: name }) };
}

function contextOf({ readiness, track }: Assessment): string {
  return track === 'legacy' && readiness !== 'migrated' ? 'agent.kept' : `agent.${readiness}`;
}

function checkbox(ticked: boolean, label: string): NonNullable<vscode.TreeItem['checkboxState']> {
  const state = ticked ? vscode.TreeItemCheckboxState.Checked : vscode.TreeItemCheckboxState.Unchecked;
  return { state, accessibilityInformation: { label: `Choose ${label} for a migration` } };
}

function iconOf({ level, readiness, track }: Assessment): vscode.ThemeIcon {
  if (readiness === 'migrated') return new vscode.ThemeIcon('verified');
  if (readiness === 'blocked')
    return new vscode.ThemeIcon('error', new vscode.ThemeColor('problemsErrorIcon.foreground'));
  if (track === 'legacy') return new vscode.ThemeIcon('pinned');
  return new vscode.ThemeIcon(levelIcons[level], new vscode.ThemeColor(levelColors[level]));
}
