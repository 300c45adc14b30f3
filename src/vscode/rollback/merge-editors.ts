import * as vscode from 'vscode';
import type { DraftFiles } from '../draft-files.js';
import { isDraftUri } from '../draft-files.js';
import { Disposables } from '../disposables.js';

/** The three sides of a rollback that an edit stands against, and a text that holds them all. */
export interface MergeSources {
  readonly path: string;
  readonly base: Uint8Array;
  readonly current: Uint8Array;
  readonly target: Uint8Array;
  readonly marked: Uint8Array;
  /** What `target` is, such as `Original`. */
  readonly targetTitle: string;
  /** Shows what the person made of it. */
  readonly take: (merged: Uint8Array) => Promise<void>;
}

interface OpenMerge {
  readonly drafts: readonly vscode.Uri[];
  readonly take: MergeSources['take'];
}

/** No part of the public API: it may be missing, or want other arguments, in any version of VS Code. */
const openCommand = '_open.mergeEditor';
const appearsWithinMs = 10_000;

/** Merging in VS Code's three-way merge editor. Its result is a draft in memory; the file itself is written by whoever takes the draft. */
export class MergeEditors implements vscode.Disposable {
  private readonly owned = new Disposables();
  private readonly open = new Map<string, OpenMerge>();

  constructor(private readonly drafts: DraftFiles) {
    this.owned.add(vscode.workspace.onDidCloseTextDocument(({ uri }) => this.forget(uri)));
  }

  async isAvailable(): Promise<boolean> {
    return (await vscode.commands.getCommands()).includes(openCommand);
  }

  /** `false` when this VS Code has no such editor, or did not open it. */
  async show(sources: MergeSources): Promise<boolean> {
    const { path, base, current, target, marked, targetTitle, take } = sources;
    const [baseUri, currentUri, targetUri, output] = [base, current, target, marked].map((bytes) =>
      this.drafts.create(path, bytes),
    );
    if (baseUri === undefined || currentUri === undefined || targetUri === undefined || output === undefined)
      return false;
    const key = output.toString();
    this.open.set(key, { drafts: [baseUri, currentUri, targetUri, output], take });
    const input1 = { uri: currentUri, title: 'Now', description: path, detail: 'The file with your edits' };
    const input2 = { uri: targetUri, title: targetTitle, description: path, detail: 'What is rolled back to' };
    try {
      const opened = this.opens(output);
      await vscode.commands.executeCommand(openCommand, { base: baseUri, input1, input2, output });
      if (await opened) return true;
    } catch {
      // As if there were no such command.
    }
    this.forget(output);
    return false;
  }

  /** Hands the merged text over; `false` when this URI is no merge of ours. */
  async apply(uri: unknown): Promise<boolean> {
    const key = uri instanceof vscode.Uri && isDraftUri(uri) ? uri.toString() : undefined;
    const merge = key === undefined ? undefined : this.open.get(key);
    const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === key);
    if (merge === undefined || document === undefined) return false;
    await document.save();
    const merged = this.drafts.readFile(document.uri);
    await closeActiveMerge();
    await merge.take(merged);
    return true;
  }

  dispose(): void {
    this.owned.dispose();
  }

  private async opens({ query }: vscode.Uri): Promise<boolean> {
    const isOpen = (): boolean =>
      vscode.workspace.textDocuments.some(({ uri }) => isDraftUri(uri) && uri.query === query);
    if (isOpen()) return true;
    return await new Promise((resolve) => {
      const end = (opened: boolean): void => {
        clearTimeout(timer);
        listener.dispose();
        resolve(opened);
      };
      const listener = vscode.workspace.onDidOpenTextDocument(() => {
        if (isOpen()) end(true);
      });
      const timer = setTimeout(() => end(false), appearsWithinMs);
    });
  }

  private forget(uri: vscode.Uri): void {
    const merge = this.open.get(uri.toString());
    this.open.delete(uri.toString());
    for (const draft of merge?.drafts ?? []) this.drafts.delete(draft);
  }
}

/** The action that led here stands in the title bar of the merge editor, whose tabs have an input that no API names. */
async function closeActiveMerge(): Promise<void> {
  const { activeTab } = vscode.window.tabGroups.activeTabGroup;
  const isNamed =
    activeTab?.input instanceof vscode.TabInputText || activeTab?.input instanceof vscode.TabInputTextDiff;
  if (activeTab !== undefined && !isNamed) await vscode.window.tabGroups.close(activeTab);
}
