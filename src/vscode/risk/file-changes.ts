import * as vscode from 'vscode';
import { Disposables } from '../disposables.js';
import type { FolderEngine } from '../folder-engine.js';
import { sourceGlob } from '../languages.js';
import type { Log } from '../log.js';
import type { WorkspaceFolders } from '../workspace-folders.js';

/** Files written by others arrive in bursts (a branch switch, a formatter); they are read together after this pause. */
const burstMs = 250;

interface Batch {
  readonly changed: Set<string>;
  readonly deleted: Set<string>;
}

/** Tells each folder's assessments about files that were created, written or deleted on disk. */
export class FileChanges implements vscode.Disposable {
  private readonly owned = new Disposables();
  private readonly batches = new Map<FolderEngine, Batch>();
  private readonly stopped = new AbortController();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly folders: WorkspaceFolders,
    private readonly log: Log,
  ) {
    const watcher = this.owned.add(vscode.workspace.createFileSystemWatcher(sourceGlob));
    this.owned.add(watcher.onDidCreate((uri) => this.note(uri, 'changed')));
    this.owned.add(watcher.onDidChange((uri) => this.note(uri, 'changed')));
    this.owned.add(watcher.onDidDelete((uri) => this.note(uri, 'deleted')));
  }

  dispose(): void {
    this.stopped.abort();
    clearTimeout(this.timer);
    this.owned.dispose();
  }

  private note(uri: vscode.Uri, kind: keyof Batch): void {
    const file = this.folders.find(uri);
    if (file === undefined || isHeldByEditor(uri)) return;
    const batch = this.batches.get(file.engine) ?? { changed: new Set<string>(), deleted: new Set<string>() };
    batch[kind === 'changed' ? 'deleted' : 'changed'].delete(file.path);
    batch[kind].add(file.path);
    this.batches.set(file.engine, batch);
    this.timer ??= setTimeout(() => void this.flush(), burstMs);
  }

  private async flush(): Promise<void> {
    this.timer = undefined;
    const batches = [...this.batches];
    this.batches.clear();
    for (const [{ assessments }, { changed, deleted }] of batches) {
      try {
        if (deleted.size > 0) assessments.filesDeleted([...deleted]);
        if (changed.size > 0) await assessments.filesChanged([...changed], { signal: this.stopped.signal });
      } catch (error) {
        if (!this.stopped.signal.aborted) this.log.error(`Assessing ${changed.size} changed files failed`, error);
      }
    }
  }
}

/** An editor with unsaved text knows better than the disk. */
function isHeldByEditor(uri: vscode.Uri): boolean {
  const key = uri.toString();
  return vscode.workspace.textDocuments.some((document) => document.isDirty && document.uri.toString() === key);
}
