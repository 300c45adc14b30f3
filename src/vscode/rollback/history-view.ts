import * as vscode from 'vscode';
import type { CommandId } from '../commands.js';
import { Disposables } from '../disposables.js';
import { uriInFolder } from '../workspace-folders.js';
import { historyChildren, historyContext, historyNodes, historyText } from './history-nodes.js';
import type { HistoryNode, MigrationNode } from './history-nodes.js';
import type { MigrationLog } from './migration-log.js';
import type { MigrationOfFolder } from './rollback-aim.js';

const historyViewId = 'agentMigrator.history';

/** The tree of all migrations: what stands, what was before each stage, and what was rolled back. */
export class HistoryView implements vscode.TreeDataProvider<HistoryNode>, vscode.Disposable {
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new vscode.EventEmitter<undefined>());
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<HistoryNode>;

  constructor(private readonly log: MigrationLog) {
    this.view = this.owned.add(
      vscode.window.createTreeView(historyViewId, {
        treeDataProvider: this,
        showCollapseAll: true,
        canSelectMany: true,
      }),
    );
    this.owned.add(log.onDidChange(() => this.changed.fire(undefined)));
  }

  /** Brings the view to the front, at the newest migration of a file when one is given. */
  async focus(uri?: vscode.Uri): Promise<void> {
    await vscode.commands.executeCommand(`${historyViewId}.focus`);
    const path = uri?.toString();
    const node = this.migrations().find((one) => fileOf(one).toString() === path);
    if (node !== undefined) await this.view.reveal(node, { select: true, focus: true, expand: true });
  }

  getTreeItem(node: HistoryNode): vscode.TreeItem {
    const { label, description, tooltip, icon } = historyText(node, shortMoment);
    const item = new vscode.TreeItem(label);
    item.collapsibleState = collapsibleStates[node.kind];
    item.id = nodeId(node);
    item.description = description;
    item.tooltip = tooltip;
    item.iconPath = new vscode.ThemeIcon(icon);
    item.contextValue = historyContext(node);
    item.accessibilityInformation = { label: description === '' ? label : `${label}, ${description}` };
    if (node.kind === 'position' || node.kind === 'rollback') {
      item.command = {
        title: 'Show the difference',
        command: 'agentMigrator.showMigrationChanges' satisfies CommandId,
        arguments: [node],
      };
    }
    return item;
  }

  getChildren(node?: HistoryNode): HistoryNode[] {
    return [...(node === undefined ? historyNodes(this.log.logs) : historyChildren(node))];
  }

  getParent(node: HistoryNode): HistoryNode | undefined {
    if (node.kind === 'migration') {
      return this.getChildren().find(
        (one) => one.kind === 'batch' && one.members.some((member) => isSame(member, node)),
      );
    }
    return node.kind === 'position' ? this.migrations().find((one) => isSame(one, node)) : undefined;
  }

  private migrations(): readonly MigrationNode[] {
    return this.getChildren().flatMap((node) =>
      node.kind === 'batch' ? node.members : node.kind === 'migration' ? node : [],
    );
  }

  dispose(): void {
    this.owned.dispose();
  }
}

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
const collapsibleStates: Readonly<Record<HistoryNode['kind'], vscode.TreeItemCollapsibleState>> = {
  warning: None,
  batch: Expanded,
  migration: Collapsed,
  position: None,
  rollback: None,
};

function isSame(a: MigrationOfFolder, b: MigrationOfFolder): boolean {
  return a.engine === b.engine && a.migration.id === b.migration.id;
}

function fileOf({ engine, migration }: MigrationNode): vscode.Uri {
  return uriInFolder(engine.folder, migration.path);
}

/** Made when a moment is first shown: the first format of a process takes longer than all the rest of activation. */
let formats: { readonly timeOfDay: Intl.DateTimeFormat; readonly day: Intl.DateTimeFormat } | undefined;

/** The time of a moment of today, the day of an earlier one. */
function shortMoment(atMs: number): string {
  formats ??= {
    timeOfDay: new Intl.DateTimeFormat(undefined, { timeStyle: 'short' }),
    day: new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }),
  };
  const { timeOfDay, day } = formats;
  const isToday = day.format(atMs) === day.format(Date.now());
  return (isToday ? timeOfDay : day).format(atMs);
}

function nodeId(node: HistoryNode): string {
  const folder = node.engine.folder.uri.toString();
  switch (node.kind) {
    case 'warning':
      return folder;
    case 'batch':
      return `${folder} ${node.members.map(({ migration }) => migration.id).join(' ')}`;
    case 'migration':
      return `${folder} ${node.migration.id}`;
    case 'position':
      return `${folder} ${node.migration.id} ${node.position}`;
    case 'rollback':
      return `${folder} ${node.rollback.id}`;
  }
}
