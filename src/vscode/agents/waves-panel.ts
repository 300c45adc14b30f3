import * as vscode from 'vscode';
import { progressOfFiles } from '../../core/fleet/migration-progress.js';
import { waveGraph } from '../../core/fleet/wave-graph.js';
import { dispatch, type MessageOf } from '../../protocol/messages.js';
import type { FolderGraph, HostToWaves, WavesToHost } from '../../protocol/waves-panel.js';
import { runCommand } from '../commands.js';
import { Disposables } from '../disposables.js';
import type { FolderEngine } from '../folder-engine.js';
import { createLocalPanel, showPage } from '../panels/local-panel.js';
import type { MigrationLog } from '../rollback/migration-log.js';
import { lineStart } from '../text-range.js';
import { uriInFolder, type WorkspaceFolders } from '../workspace-folders.js';
import { wavesPage } from './waves-page.js';
import type { WorkspaceWaves } from './workspace-waves.js';

export interface WavesPanelParts {
  readonly extensionUri: vscode.Uri;
  readonly folders: WorkspaceFolders;
  readonly waves: WorkspaceWaves;
  readonly migrations: Pick<MigrationLog, 'onDidChange' | 'historyOf'>;
}

/** A run changes both waves and journal with every file; the picture follows them together after this pause. */
const burstMs = 100;

/** The waves as a graph: at most one panel, which is sent everything whenever it opens, shows itself or something changes. */
export class WavesPanel implements vscode.Disposable {
  private readonly owned = new Disposables();
  private panel: vscode.WebviewPanel | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly parts: WavesPanelParts) {
    this.owned.add(parts.waves.onDidChange(() => this.sendSoon()));
    this.owned.add(parts.migrations.onDidChange(() => this.sendSoon()));
    this.owned.add({ dispose: () => clearTimeout(this.timer) });
    this.owned.add({ dispose: () => void this.panel?.dispose() });
  }

  reveal(): void {
    if (this.panel !== undefined) {
      this.panel.reveal();
      return;
    }
    const { extensionUri } = this.parts;
    const column = vscode.ViewColumn.Active;
    const panel = createLocalPanel('agentMigrator.waves', wavesPage.title, column, extensionUri);
    this.panel = panel;
    panel.webview.onDidReceiveMessage((message: unknown) =>
      dispatch<WavesToHost>(message, {
        ready: () => this.send(),
        open: ({ folder, path, line }) => void this.open(folder, path, line),
        move: ({ folder, path, class: name }) => void this.move(folder, path, name),
        preview: ({ folder, wave }) => void this.preview(folder, wave),
      }),
    );
    panel.onDidChangeViewState(() => this.sendSoon());
    panel.onDidDispose(() => (this.panel = undefined));
    showPage(panel, extensionUri, { ...wavesPage, script: 'dist/waves.js', styles: ['media/waves-panel.css'] });
  }

  dispose(): void {
    this.owned.dispose();
  }

  private sendSoon(): void {
    if (this.panel?.visible !== true) return;
    this.timer ??= setTimeout(() => this.send(), burstMs);
  }

  private send(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const message: MessageOf<HostToWaves> = { type: 'state', value: { folders: this.graphs() } };
    void this.panel?.webview.postMessage(message);
  }

  private graphs(): readonly FolderGraph[] {
    return this.parts.waves.all().flatMap(({ folder, plan }) => {
      const engine = this.engineOf(folder);
      if (engine === undefined || plan.summary.agents === 0) return [];
      return [{ folder, ...waveGraph(plan, progressOfFiles(this.parts.migrations.historyOf(engine))) }];
    });
  }

  private engineOf(folder: string): FolderEngine | undefined {
    return this.parts.folders.all().find((engine) => this.parts.folders.titleOf(engine) === folder);
  }

  /** Beside the graph, which stays in sight. */
  private async open(folder: string, path: string, line: number): Promise<void> {
    const engine = this.engineOf(folder);
    if (engine === undefined) return;
    const options = { selection: lineStart(line), viewColumn: vscode.ViewColumn.Beside };
    await vscode.window.showTextDocument(uriInFolder(engine.folder, path), options);
  }

  private async move(folder: string, path: string, name: string | null): Promise<void> {
    const engine = this.engineOf(folder);
    if (engine === undefined) return;
    const target = { uri: uriInFolder(engine.folder, path), ...(name === null ? {} : { class: name }) };
    await runCommand('agentMigrator.moveToWave', target);
  }

  private async preview(folder: string, number: number): Promise<void> {
    const waves = this.parts.waves.all().find((one) => one.folder === folder);
    const engine = this.engineOf(folder);
    const wave = waves?.plan.waves.find((one) => one.number === number);
    if (engine === undefined || wave === undefined) return;
    const agents = wave.agents.map(({ path }) => ({ uri: uriInFolder(engine.folder, path) }));
    await runCommand('agentMigrator.previewWave', { wave, agents });
  }
}
