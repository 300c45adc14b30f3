import { counted } from '../../core/text/counted.js';
import * as vscode from 'vscode';
import type { CommandId } from '../commands.js';
import type { ContextKeys } from '../context-keys.js';
import { Disposables } from '../disposables.js';
import { tickedEdits } from './edit-choice.js';
import { childNodes, idsToTick, isTicked, nodeText, rootNodes } from './edit-nodes.js';
import type { EditNode } from './edit-nodes.js';
import type { FileMigration } from './file-migration.js';

const editsViewId = 'agentMigrator.edits';

/** The tree in which the edits of the open preview are ticked. */
export class EditsView implements vscode.TreeDataProvider<EditNode>, vscode.Disposable {
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new vscode.EventEmitter<undefined>());
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<EditNode>;
  private migrations: readonly FileMigration[] = [];
  private followed = new Disposables();

  /** @param openCommand Runs with the node when it is clicked. */
  constructor(
    private readonly openCommand: CommandId,
    private readonly contextKeys: ContextKeys,
  ) {
    this.view = this.owned.add(
      vscode.window.createTreeView(editsViewId, {
        treeDataProvider: this,
        manageCheckboxStateManually: true,
        showCollapseAll: true,
      }),
    );
    this.owned.add(this.view.onDidChangeCheckboxState(({ items }) => tickAll(items)));
  }

  /** Shows these migrations instead of the ones before; none when the preview is over. */
  show(migrations: readonly FileMigration[]): void {
    this.followed.dispose();
    this.followed = new Disposables();
    this.migrations = migrations;
    for (const migration of migrations) this.followed.add(migration.onDidChange(() => this.update()));
    this.contextKeys.set('agentMigrator.hasPlannedEdits', migrations.length > 0);
    this.update();
  }

  /** Brings the tree into sight beside the diff, which keeps the focus. */
  async reveal(): Promise<void> {
    const [first] = this.getChildren();
    if (first !== undefined) await this.view.reveal(first, { select: false, focus: false });
  }

  /** For who has no mouse: the space bar opens and closes rows that have others below them, and leaves their boxes alone. */
  toggle(node: EditNode | undefined): void {
    const ticked = node && isTicked(node);
    if (node !== undefined && ticked !== undefined) tickAll([[node, checkboxState(!ticked)]]);
  }

  getParent(): undefined {
    // Only roots are ever revealed.
    return undefined;
  }

  getTreeItem(node: EditNode): vscode.TreeItem {
    const { label, description, tooltip } = nodeText(node);
    const item = new vscode.TreeItem(label, collapsibleState(node));
    item.id = nodeId(node);
    item.description = description;
    item.tooltip = tooltip;
    item.contextValue = node.kind;
    item.accessibilityInformation = { label: `${label}, ${description}` };
    const icon = iconOf(node);
    if (icon !== undefined) item.iconPath = new vscode.ThemeIcon(icon);
    item.command = { title: 'Show in the diff', command: this.openCommand, arguments: [node] };
    const ticked = isTicked(node);
    if (ticked !== undefined) item.checkboxState = checkbox(ticked, label);
    return item;
  }

  getChildren(node?: EditNode): EditNode[] {
    return [...(node === undefined ? rootNodes(this.migrations) : childNodes(node))];
  }

  dispose(): void {
    this.followed.dispose();
    this.owned.dispose();
  }

  private update(): void {
    const ticked = this.migrations.reduce((sum, { plan, choice }) => sum + tickedEdits(plan, choice).length, 0);
    this.view.description = this.migrations.length === 0 ? '' : `${counted(ticked, 'edit')} ticked`;
    this.changed.fire(undefined);
  }
}

function tickAll(items: readonly [EditNode, vscode.TreeItemCheckboxState][]): void {
  for (const [node, state] of items) {
    const ticked = state === vscode.TreeItemCheckboxState.Checked;
    node.migration.tick(idsToTick(node, ticked), ticked);
  }
}

function collapsibleState(node: EditNode): vscode.TreeItemCollapsibleState {
  if (childNodes(node).length === 0) return vscode.TreeItemCollapsibleState.None;
  return node.kind === 'change' ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.Expanded;
}

function iconOf(node: EditNode): string | undefined {
  if (node.kind === 'left') return 'info';
  return node.kind === 'change' && node.edits[0]?.safety === 'review' ? 'eye' : undefined;
}

function checkbox(ticked: boolean, label: string): NonNullable<vscode.TreeItem['checkboxState']> {
  return { state: checkboxState(ticked), accessibilityInformation: { label: `Apply: ${label}` } };
}

function checkboxState(ticked: boolean): vscode.TreeItemCheckboxState {
  return ticked ? vscode.TreeItemCheckboxState.Checked : vscode.TreeItemCheckboxState.Unchecked;
}

/** Stays the same over a new plan, so that the tree keeps what is expanded and selected. */
function nodeId(node: EditNode): string {
  const parts: string[] = [node.migration.path];
  if (node.kind !== 'file') parts.push(node.stage.stage);
  if (node.kind === 'change' || node.kind === 'reason') parts.push(node.kind, ...node.edits.map(({ id }) => id));
  if (node.kind === 'left') parts.push(node.item.recipe, node.item.class, String(node.item.line), node.item.reason);
  return parts.join('\n');
}

/** What the tree hands a command: the node that was clicked. */
export function editNodeFrom(value: unknown): EditNode | undefined {
  return typeof value === 'object' && value !== null && 'kind' in value && 'migration' in value
    ? (value as EditNode)
    : undefined;
}
