import * as vscode from 'vscode';
import type { ContextKeys } from '../context-keys.js';
import { Disposables } from '../disposables.js';
import { PreviewDocuments } from './preview-documents.js';
import { isPreviewUri, previewAddress } from './preview-uri.js';
import type { Preview } from './preview.js';

export interface ActivePage {
  readonly id: string;
  readonly preview: Preview;
  readonly page: number;
}

export interface ShowOptions {
  readonly page?: number;
  readonly selection?: vscode.Range;
  readonly preserveFocus?: boolean;
}

/** Opens previews in VS Code's own diff editors, knows which one is active, and forgets them with their last tab. */
export class Previews implements vscode.Disposable {
  private readonly owned = new Disposables();
  private readonly documents = this.owned.add(new PreviewDocuments());
  /** Titles of open multi-file diffs: their tabs can be told by nothing else. */
  private readonly combined = new Map<string, string>();

  constructor(private readonly contextKeys: ContextKeys) {
    this.owned.add(vscode.window.tabGroups.onDidChangeTabs(({ closed }) => this.tabsChanged(closed)));
    this.owned.add(vscode.window.tabGroups.onDidChangeTabGroups(() => this.updateContext()));
  }

  /** Shows one page of a new preview as a diff; gives the preview's id. */
  async open(preview: Preview, options: ShowOptions = {}): Promise<string> {
    const id = this.documents.add(preview);
    await this.show(id, options);
    return id;
  }

  async show(id: string, { page = 0, selection, preserveFocus = false }: ShowOptions): Promise<void> {
    const before = this.documents.uriOf({ previewId: id, page, side: 'before' });
    const after = this.documents.uriOf({ previewId: id, page, side: 'after' });
    const title = this.documents.get(id)?.pages[page]?.title;
    if (before === undefined || after === undefined) return;
    const options = { preserveFocus, preview: false, ...(selection === undefined ? {} : { selection }) };
    await vscode.commands.executeCommand('vscode.diff', before, after, title, options);
    this.updateContext();
  }

  /** Shows all pages of a new preview in one editor. */
  async openCombined(preview: Preview): Promise<string> {
    const id = this.documents.add(preview);
    const resources = preview.pages.map((_, page) => {
      const before = this.documents.uriOf({ previewId: id, page, side: 'before' });
      const after = this.documents.uriOf({ previewId: id, page, side: 'after' });
      return [after, before, after];
    });
    this.combined.set(preview.title, id);
    await vscode.commands.executeCommand('vscode.changes', preview.title, resources);
    this.updateContext();
    return id;
  }

  refresh(id: string): void {
    this.documents.refresh(id);
  }

  /** The page that a command given this URI, or nothing, is about. */
  activePage(uri?: unknown): ActivePage | undefined {
    return this.pageOf(uri instanceof vscode.Uri ? uri : undefined) ?? this.pageOfTab(activeTab());
  }

  /** Writes what the page shows that a command is about. */
  async applyActive(uri: unknown): Promise<void> {
    const active = this.activePage(uri);
    await active?.preview.apply?.(active.page);
  }

  async close(id: string): Promise<void> {
    const tabs = allTabs().filter((tab) => this.idOfTab(tab) === id);
    if (tabs.length > 0) await vscode.window.tabGroups.close(tabs);
    this.forget(id);
  }

  dispose(): void {
    this.owned.dispose();
  }

  private tabsChanged(closed: readonly vscode.Tab[]): void {
    const open = new Set(allTabs().map((tab) => this.idOfTab(tab)));
    for (const tab of closed) {
      const id = this.idOfTab(tab);
      if (id !== undefined && !open.has(id)) this.forget(id);
    }
    this.updateContext();
  }

  private forget(id: string): void {
    for (const [title, other] of this.combined) if (other === id) this.combined.delete(title);
    this.documents.delete(id);
    this.updateContext();
  }

  private updateContext(): void {
    const active = this.pageOfTab(activeTab());
    const isMigration = active?.preview.kind === 'migration';
    this.contextKeys.set('agentMigrator.previewOpen', active !== undefined);
    this.contextKeys.set('agentMigrator.previewIsMigration', isMigration);
    this.contextKeys.set('agentMigrator.previewHasSeveralStages', isMigration && active.preview.pages.length > 1);
    this.contextKeys.set('agentMigrator.previewIsCombined', this.combinedId(activeTab()) !== undefined);
  }

  private pageOfTab(tab: vscode.Tab | undefined): ActivePage | undefined {
    if (tab === undefined) return undefined;
    if (tab.input instanceof vscode.TabInputTextDiff) return this.pageOf(tab.input.modified);
    const id = this.combinedId(tab);
    const preview = id === undefined ? undefined : this.documents.get(id);
    return id === undefined || preview === undefined ? undefined : { id, preview, page: preview.pages.length - 1 };
  }

  private pageOf(uri: vscode.Uri | undefined): ActivePage | undefined {
    const address = uri === undefined ? undefined : previewAddress(uri);
    const preview = address === undefined ? undefined : this.documents.get(address.previewId);
    if (address === undefined || preview === undefined) return undefined;
    return { id: address.previewId, preview, page: address.page };
  }

  private idOfTab(tab: vscode.Tab): string | undefined {
    if (tab.input instanceof vscode.TabInputTextDiff && isPreviewUri(tab.input.modified)) {
      return previewAddress(tab.input.modified)?.previewId;
    }
    return this.combinedId(tab);
  }

  /** VS Code adds the number of files to the title. */
  private combinedId(tab: vscode.Tab | undefined): string | undefined {
    if (tab === undefined || tab.input instanceof vscode.TabInputText) return undefined;
    return [...this.combined].find(([title]) => tab.label.startsWith(title))?.[1];
  }
}

function activeTab(): vscode.Tab | undefined {
  return vscode.window.tabGroups.activeTabGroup.activeTab;
}

function allTabs(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
}
