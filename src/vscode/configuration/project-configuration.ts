import * as vscode from 'vscode';
import { loadConfig } from '../../app/load-config.js';
import { configFileName } from '../../core/config/config-file-name.js';
import { ConfigurationError } from '../../core/config/configuration-error.js';
import { Disposables } from '../disposables.js';
import type { FolderEngine } from '../folder-engine.js';
import type { Log } from '../log.js';
import { lineStart } from '../text-range.js';
import { uriInFolder } from '../workspace-folders.js';
import type { WorkspaceFolders } from '../workspace-folders.js';

/**
 * Hands each folder's `agent-migrator.json` to its engine, at the start and whenever it is saved. A file that cannot be used leaves the
 * configuration before it in force and says what is wrong where it is wrong.
 */
export class ProjectConfiguration implements vscode.Disposable {
  private readonly owned = new Disposables();
  private readonly problems = this.owned.add(vscode.languages.createDiagnosticCollection('agentMigratorConfiguration'));
  private readonly stopped = new AbortController();

  constructor(
    private readonly folders: WorkspaceFolders,
    private readonly log: Log,
  ) {
    const watcher = this.owned.add(vscode.workspace.createFileSystemWatcher(`**/${configFileName}`));
    for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) {
      this.owned.add(event((uri) => void this.changed(uri)));
    }
  }

  /** Never rejects. */
  async load(engine: FolderEngine): Promise<void> {
    const uri = uriInFolder(engine.folder, configFileName);
    try {
      const { config, warnings } = await loadConfig(engine.files);
      this.problems.delete(uri);
      for (const warning of warnings) this.log.warn(warning);
      await engine.assessments.configure(config, { signal: this.stopped.signal });
    } catch (error) {
      if (error instanceof ConfigurationError) this.problems.set(uri, error.problems.map(problemAt));
      else if (!this.stopped.signal.aborted) this.log.error(`Reading ${configFileName} failed`, error);
    }
  }

  dispose(): void {
    this.stopped.abort();
    this.owned.dispose();
  }

  private async changed(uri: vscode.Uri): Promise<void> {
    const file = this.folders.find(uri);
    if (file?.path === configFileName) await this.load(file.engine);
  }
}

function problemAt({ path, message, line }: ConfigurationError['problems'][number]): vscode.Diagnostic {
  const words = path === '' ? `The file ${message}.` : `${path} ${message}.`;
  const diagnostic = new vscode.Diagnostic(lineStart(line ?? 1), words, vscode.DiagnosticSeverity.Error);
  diagnostic.source = 'Agent Migrator';
  return diagnostic;
}
