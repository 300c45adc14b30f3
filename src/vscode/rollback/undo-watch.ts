import * as vscode from 'vscode';
import { noticeFile } from '../../app/notice-file.js';
import { Disposables } from '../disposables.js';
import { sourceGlob } from '../languages.js';
import type { Log } from '../log.js';
import type { WorkspaceFolders } from '../workspace-folders.js';
import type { MigrationLog } from './migration-log.js';

/** Lets the journal know when a migrated file was taken back or forth by undo, redo or version control. */
export class UndoWatch implements vscode.Disposable {
  private readonly owned = new Disposables();
  private readonly stopped = new AbortController();

  constructor(
    private readonly folders: WorkspaceFolders,
    private readonly migrations: MigrationLog,
    private readonly log: Log,
  ) {
    const watcher = this.owned.add(vscode.workspace.createFileSystemWatcher(sourceGlob));
    this.owned.add(watcher.onDidChange((uri) => void this.notice(uri)));
    this.owned.add(vscode.workspace.onDidSaveTextDocument(({ uri }) => void this.notice(uri)));
  }

  dispose(): void {
    this.stopped.abort();
    this.owned.dispose();
  }

  /** Files that were never migrated, which is most of them, cost a look into memory. */
  private async notice(uri: vscode.Uri): Promise<void> {
    const file = this.folders.find(uri);
    if (file === undefined || !vscode.workspace.isTrusted || !this.migrations.knows(uri)) return;
    try {
      const position = await noticeFile(file.engine.ports, file.path, { signal: this.stopped.signal });
      if (position === undefined) return;
      this.log.info(`${file.path} was taken to "${position}" outside of a rollback.`);
      await this.migrations.refresh();
    } catch (error) {
      if (!this.stopped.signal.aborted) this.log.error(`Looking for undone migrations of ${file.path} failed`, error);
    }
  }
}
