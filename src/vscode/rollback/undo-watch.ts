import * as vscode from 'vscode';
import { noticeFile } from '../../app/notice-file.js';
import { Disposables } from '../disposables.js';
import type { Log } from '../log.js';
import type { WorkspaceFolders } from '../workspace-folders.js';
import type { MigrationLog } from './migration-log.js';

/** Lets the journal know when undo or redo has taken a migrated file back or forth and the file was saved. */
export class UndoWatch implements vscode.Disposable {
  private readonly owned = new Disposables();
  private readonly stopped = new AbortController();

  constructor(
    private readonly folders: WorkspaceFolders,
    private readonly migrations: MigrationLog,
    private readonly log: Log,
  ) {
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
      this.log.info(`${file.path} was taken to "${position}" by undo or redo.`);
      await this.migrations.refresh();
    } catch (error) {
      if (!this.stopped.signal.aborted) this.log.error(`Looking for undone migrations of ${file.path} failed`, error);
    }
  }
}
