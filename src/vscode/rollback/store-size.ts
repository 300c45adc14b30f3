import * as vscode from 'vscode';
import type { FailurePresenter } from '../command-runner.js';
import type { Dialogs } from '../dialogs.js';
import type { FolderEngine } from '../folder-engine.js';
import { inBackground } from '../in-background.js';
import type { Log } from '../log.js';
import { withCancellableProgress } from '../progress.js';
import type { WorkspaceFolders } from '../workspace-folders.js';

export interface StoreSizeParts {
  readonly folders: WorkspaceFolders;
  readonly dialogs: Dialogs;
  readonly failures: FailurePresenter;
  readonly log: Log;
}

/** Says once a session when the saved copies of a folder take more room than they should, and clears away what nobody needs. */
export class StoreSizeWatch {
  private readonly told = new Set<string>();

  constructor(private readonly parts: StoreSizeParts) {}

  /** Never rejects: what a store takes is no reason for anything else to stop. */
  async look(): Promise<void> {
    // Clearing away writes, which waits for trust.
    const folders = vscode.workspace.isTrusted ? this.parts.folders.all() : [];
    for (const engine of folders) {
      try {
        const { bytes, limitBytes } = await engine.storeKeeper.size();
        if (bytes <= limitBytes || this.told.has(engine.folder.uri.toString())) continue;
        inBackground(this.parts.failures, () => this.tell(engine, bytes));
      } catch (error) {
        this.parts.log.error(`Measuring the store of ${engine.folder.name} failed`, error);
      }
    }
  }

  private async tell({ folder, storeKeeper }: FolderEngine, bytes: number): Promise<void> {
    this.told.add(folder.uri.toString());
    const [collect, limit] = ['Clear Away What Nobody Needs', 'Change the Limit'];
    const message = `The saved copies of migrated files in ${folder.name} take ${Math.ceil(bytes / 2 ** 20)} MiB.`;
    const chosen = await this.parts.dialogs.notify('warning', message, collect, limit);
    if (chosen === limit) {
      await vscode.commands.executeCommand('workbench.action.openSettings', 'agentMigrator.store.sizeLimit');
    }
    if (chosen !== collect) return;
    const { setAside, removed } = await withCancellableProgress('Clearing away copies', (operation) =>
      storeKeeper.collect(operation),
    );
    this.parts.log.info(`Store of ${folder.name}: ${removed} copies removed, ${setAside} set aside for a day.`);
  }
}
