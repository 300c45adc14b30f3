import * as vscode from 'vscode';
import type { Assessment, RiskLevel } from '../../core/assess/assessment.js';
import type { AgentTarget } from '../agent-target.js';
import { Disposables } from '../disposables.js';
import type { RiskStore } from '../risk/risk-store.js';
import { levelIcons } from '../risk/wording.js';
import { lineStart } from '../text-range.js';
import { adoptionText, agentText, byRisk } from './agent-nodes.js';

/** An agent in the tree; commands take it as their target. */
interface AgentNode extends AgentTarget {
  readonly assessment: Assessment;
}

const levelColors: Readonly<Record<RiskLevel, string>> = {
  low: 'agentMigrator.lowRisk',
  medium: 'agentMigrator.mediumRisk',
  high: 'agentMigrator.highRisk',
};

/** All agents of the workspace, riskiest first. */
export class AgentsView implements vscode.TreeDataProvider<AgentNode>, vscode.Disposable {
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new vscode.EventEmitter<undefined>());
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<AgentNode>;

  constructor(private readonly store: RiskStore) {
    const options = { treeDataProvider: this, canSelectMany: true };
    this.view = this.owned.add(vscode.window.createTreeView('agentMigrator.agents', options));
    this.owned.add(store.onDidChange(() => this.changed.fire(undefined)));
  }

  getTreeItem(node: AgentNode): vscode.TreeItem {
    const { label, description, tooltip } = agentText(node.assessment);
    const item = new vscode.TreeItem(label);
    item.id = `${node.uri.toString()} ${node.class ?? ''}`;
    item.description = description;
    item.tooltip = tooltip;
    item.iconPath = iconOf(node.assessment);
    item.contextValue = `agent.${node.assessment.readiness}`;
    item.accessibilityInformation = { label: tooltip };
    item.command = {
      title: 'Open',
      command: 'vscode.open',
      arguments: [node.uri, { selection: lineStart(node.assessment.line) } satisfies vscode.TextDocumentShowOptions],
    };
    return item;
  }

  getChildren(node?: AgentNode): AgentNode[] {
    if (node !== undefined) return [];
    const agents = [...this.store.all()].sort((a, b) => byRisk(a.assessment, b.assessment));
    this.view.description = adoptionText(agents.map(({ assessment }) => assessment));
    return agents.map(({ uri, assessment }) => ({
      uri,
      assessment,
      ...(assessment.class === null ? {} : { class: assessment.class }),
    }));
  }

  dispose(): void {
    this.owned.dispose();
  }
}

function iconOf({ level, readiness }: Assessment): vscode.ThemeIcon {
  if (readiness === 'migrated') return new vscode.ThemeIcon('verified');
  if (readiness === 'blocked')
    return new vscode.ThemeIcon('error', new vscode.ThemeColor('problemsErrorIcon.foreground'));
  return new vscode.ThemeIcon(levelIcons[level], new vscode.ThemeColor(levelColors[level]));
}
