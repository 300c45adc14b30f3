import * as vscode from 'vscode';
import { isStanding, type History, type Migration } from '../../core/journal/replay.js';
import type { ContextKeys } from '../context-keys.js';
import { Disposables } from '../disposables.js';
import type { FolderEngine } from '../folder-engine.js';
import type { Log } from '../log.js';
import type { WorkspaceFolders } from '../workspace-folders.js';

/** One folder's journal as it was last read. */
export interface FolderLog {
  readonly engine: FolderEngine;
  readonly history: History;
  /** Why the journal is only shown and not acted upon. */
  readonly warning: string | undefined;
}

/** Journals change in bursts: one migration appends several records. */
const settleMs = 150;

/** What the journals of all folders say, read again whenever one changes, by whatever process. */
export class MigrationLog implements vscode.Disposable {
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new vscode.EventEmitter<void>());
  readonly onDidChange = this.changed.event;
  private folderLogs: readonly FolderLog[] = [];
  private timer: NodeJS.Timeout | undefined;
  private reading: Promise<void> | undefined;

  constructor(
    private readonly folders: WorkspaceFolders,
    private readonly contextKeys: ContextKeys,
    private readonly log: Log,
  ) {
    const watcher = this.owned.add(vscode.workspace.createFileSystemWatcher('**/.agent-migrator/journal.jsonl'));
    for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) {
      this.owned.add(event(() => this.readSoon()));
    }
  }

  get logs(): readonly FolderLog[] {
    return this.folderLogs;
  }

  historyOf(engine: FolderEngine): History {
    const found = this.folderLogs.find((one) => one.engine === engine);
    return found?.history ?? { migrations: [], rollbacks: [], runs: [] };
  }

  /** The newest migration that stands in this file. */
  standing(uri: vscode.Uri): { readonly engine: FolderEngine; readonly migration: Migration } | undefined {
    const file = this.folders.find(uri);
    const found = this.folderLogs.find(({ engine }) => engine === file?.engine);
    const migration = found?.history.migrations.findLast((one) => one.path === file?.path && isStanding(one));
    return found === undefined || migration === undefined ? undefined : { engine: found.engine, migration };
  }

  /** The newest migration that stands in this file, or in each file of this folder. */
  standingUnder(uri: vscode.Uri): readonly { readonly engine: FolderEngine; readonly migration: Migration }[] {
    const own = this.standing(uri);
    if (own !== undefined) return [own];
    const file = this.folders.find(uri);
    const found = this.folderLogs.find(({ engine }) => engine === file?.engine);
    if (file === undefined || found === undefined) return [];
    const start = file.path === '' ? '' : `${file.path}/`;
    const inside = found.history.migrations.filter((one) => one.path.startsWith(start) && isStanding(one));
    const newest = new Map(inside.map((migration) => [migration.path, { engine: found.engine, migration }]));
    return [...newest.values()];
  }

  /** The file was migrated at some time. */
  knows(uri: vscode.Uri): boolean {
    const file = this.folders.find(uri);
    const found = this.folderLogs.find(({ engine }) => engine === file?.engine);
    return found?.history.migrations.some(({ path }) => path === file?.path) ?? false;
  }

  /** Reads all journals now; resolves when `logs` says what they say. */
  async refresh(): Promise<void> {
    const before = this.reading ?? Promise.resolve();
    this.reading = before.then(() => this.readAll());
    await this.reading;
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.owned.dispose();
  }

  private readSoon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.refresh();
    }, settleMs);
  }

  /** Never rejects: a journal that cannot be read is told in the log and shows nothing. */
  private async readAll(): Promise<void> {
    const read = await Promise.all(this.folders.all().map((engine) => this.readOne(engine)));
    this.folderLogs = read.filter((one) => one !== undefined);
    const any = this.folderLogs.some(({ history }) => history.migrations.length > 0);
    this.contextKeys.set('agentMigrator.hasMigrations', any);
    this.changed.fire();
  }

  private async readOne(engine: FolderEngine): Promise<FolderLog | undefined> {
    try {
      const { history, warning } = await engine.ports.store.view();
      return { engine, history, warning };
    } catch (error) {
      this.log.error(`Reading the journal of ${engine.folder.name} failed`, error);
      return undefined;
    }
  }
}
