import * as vscode from 'vscode';
import { recover } from '../../app/migrate/recover.js';
import type { RecoveryEntry } from '../../app/migration-report.js';
import { RefusedError } from '../../core/reason.js';
import type { FailurePresenter } from '../command-runner.js';
import type { Dialogs } from '../dialogs.js';
import type { FolderEngine } from '../folder-engine.js';
import { inBackground } from '../in-background.js';
import type { Log } from '../log.js';
import { assertTrusted } from '../trust.js';
import type { WorkspaceFolders } from '../workspace-folders.js';
import { uriInFolder } from '../workspace-folders.js';
import type { HistoryNode } from './history-nodes.js';
import type { MigrationLog } from './migration-log.js';

export interface RecoveryParts {
  readonly folders: WorkspaceFolders;
  readonly migrations: MigrationLog;
  readonly dialogs: Dialogs;
  readonly failures: FailurePresenter;
  readonly log: Log;
}

/** Finishes or takes back what was interrupted, in trusted workspaces only; speaks up only where a person has to decide. */
export class Recovery {
  constructor(private readonly parts: RecoveryParts) {}

  /** Never rejects for what is true of one folder: somebody else at work there, or a journal that cannot be read. */
  async atStart(): Promise<void> {
    await this.recoverAll((engine, error) => {
      const locked = error instanceof RefusedError && error.reason.code === 'locked';
      if (locked) this.parts.log.info(`Recovery of ${engine.folder.name} is left to others: ${error.message}`);
      else this.parts.log.error(`Recovery of ${engine.folder.name} failed`, error);
    });
  }

  /** For a person who asks; what stands in the way is theirs to know, once every folder has had its turn. */
  async run(): Promise<void> {
    assertTrusted();
    const failures: unknown[] = [];
    await this.recoverAll((_, error) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  }

  private async recoverAll(failed: (engine: FolderEngine, error: unknown) => void): Promise<void> {
    const folders = vscode.workspace.isTrusted ? this.parts.folders.all() : [];
    for (const engine of folders) {
      try {
        await this.recoverFolder(engine, []);
      } catch (error) {
        failed(engine, error);
      }
    }
    await this.parts.migrations.refresh();
  }

  private nodeOf(engine: FolderEngine, id: string): HistoryNode | undefined {
    const log = this.parts.migrations.logs.find((one) => one.engine === engine);
    const rollback = log?.history.rollbacks.find((one) => one.id === id);
    return rollback === undefined ? undefined : { kind: 'rollback', engine, rollback };
  }

  private async recoverFolder(engine: FolderEngine, keep: readonly string[]): Promise<void> {
    const { recovered } = await recover(engine.ports, keep, { signal: new AbortController().signal });
    for (const entry of recovered) {
      this.parts.log.info(
        `Recovery of ${entry.path}: ${entry.action}${entry.reason === null ? '' : `, ${entry.reason.message}`}`,
      );
      if (entry.action === 'ask') inBackground(this.parts.failures, () => this.ask(engine, entry));
    }
  }

  private async ask(engine: FolderEngine, { id, path, reason }: RecoveryEntry): Promise<void> {
    await this.parts.migrations.refresh();
    const node = this.nodeOf(engine, id);
    const [what, back] = node === undefined ? ['migration', 'Roll Back'] : ['rollback', 'Undo Rollback'];
    const [keep, open] = ['Keep as It Is', 'Open File'];
    const message = `${path}: a ${what} was interrupted. ${reason?.message ?? ''}`;
    const chosen = await this.parts.dialogs.notify('warning', message, back, keep, open);
    const uri = uriInFolder(engine.folder, path);
    if (chosen === back) await vscode.commands.executeCommand('agentMigrator.rollback', node ?? uri);
    if (chosen === open) await vscode.window.showTextDocument(uri);
    if (chosen !== keep) return;
    await this.recoverFolder(engine, [id]);
    await this.parts.migrations.refresh();
  }
}
