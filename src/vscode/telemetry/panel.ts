import * as vscode from 'vscode';
import type { Dashboard } from '../../core/dashboard/dashboard.js';
import { dispatch, type MessageOf } from '../../protocol/messages.js';
import type { DashboardChoice, HostToPanel, PanelToHost, TelemetryPanelState } from '../../protocol/telemetry-panel.js';
import { createLocalPanel, showPage } from '../panels/local-panel.js';
import { panelPage } from './panel-page.js';

export interface PanelHost {
  readonly extensionUri: vscode.Uri;
  readonly state: () => TelemetryPanelState;
  /** What the charts show; reads the history. */
  readonly dashboard: (choice: DashboardChoice) => Promise<Dashboard>;
  readonly onVisible: (visible: boolean) => void;
  readonly onError: (error: unknown) => void;
}

/** The telemetry panel: at most one; it is sent its whole state whenever it opens, shows itself or the state changes. */
export class TelemetryPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private choice: DashboardChoice | undefined;
  /** When the charts are worth drawing again: a line that would move by less than a pixel stays. */
  private chartsDueMs = 0;
  private drawing = false;

  constructor(private readonly host: PanelHost) {}

  get visible(): boolean {
    return this.panel?.visible === true;
  }

  reveal(): void {
    if (this.panel !== undefined) {
      this.panel.reveal();
      return;
    }
    const { extensionUri } = this.host;
    const column = vscode.ViewColumn.Beside;
    const panel = createLocalPanel('agentMigrator.telemetry', panelPage.title, column, extensionUri);
    this.panel = panel;
    panel.webview.onDidReceiveMessage((message) =>
      dispatch<PanelToHost>(message, { ready: (choice) => this.show(choice), choose: (choice) => this.show(choice) }),
    );
    panel.onDidChangeViewState(() => {
      this.host.onVisible(panel.visible);
      if (this.choice !== undefined) this.show(this.choice);
    });
    panel.onDidDispose(() => {
      this.panel = undefined;
      this.choice = undefined;
      this.host.onVisible(false);
    });
    const styles = ['dist/webview.css', 'media/telemetry-panel.css'];
    showPage(panel, extensionUri, { ...panelPage, script: 'dist/webview.js', styles });
    this.host.onVisible(true);
  }

  /** Sends the newest values, and the charts when they would look different; a hidden page is gone and asks again when it is shown. */
  update(): void {
    if (!this.visible) return;
    this.post({ type: 'state', value: this.host.state() });
    if (performance.now() >= this.chartsDueMs) void this.sendCharts();
  }

  /** Draws the charts with the next values, whatever they were. */
  refresh(): void {
    this.chartsDueMs = 0;
    this.update();
  }

  dispose(): void {
    this.panel?.dispose();
  }

  private show(choice: DashboardChoice): void {
    this.choice = choice;
    this.refresh();
  }

  private async sendCharts(): Promise<void> {
    const { choice } = this;
    if (choice === undefined || this.drawing) return;
    this.drawing = true;
    this.chartsDueMs = performance.now() + choice.spanMs / choice.pixels;
    try {
      const value = await this.host.dashboard(choice);
      if (this.visible) this.post({ type: 'dashboard', value });
    } catch (error) {
      this.host.onError(error);
    } finally {
      this.drawing = false;
    }
    // Another choice was made meanwhile.
    if (this.choice !== choice && this.visible) void this.sendCharts();
  }

  private post(message: MessageOf<HostToPanel>): void {
    void this.panel?.webview.postMessage(message);
  }
}
