import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { dispatch, type MessageOf } from '../../protocol/messages.js';
import type { HostToPanel, PanelToHost, TelemetryPanelState } from '../../protocol/telemetry-panel.js';

/** The telemetry panel: at most one; it is sent its whole state whenever it opens, shows itself or the state changes. */
export class TelemetryPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly state: () => TelemetryPanelState,
    private readonly onVisible: (visible: boolean) => void,
  ) {}

  get visible(): boolean {
    return this.panel?.visible === true;
  }

  reveal(): void {
    if (this.panel !== undefined) {
      this.panel.reveal();
      return;
    }
    const roots = ['dist', 'media'].map((folder) => vscode.Uri.joinPath(this.extensionUri, folder));
    const panel = vscode.window.createWebviewPanel(
      'agentMigrator.telemetry',
      'Agent Telemetry',
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: false },
      { enableScripts: true, localResourceRoots: roots },
    );
    this.panel = panel;
    panel.webview.onDidReceiveMessage((message) => dispatch<PanelToHost>(message, { ready: () => this.update() }));
    panel.onDidChangeViewState(() => {
      this.onVisible(panel.visible);
      this.update();
    });
    panel.onDidDispose(() => {
      this.panel = undefined;
      this.onVisible(false);
    });
    panel.webview.html = page(panel.webview, this.extensionUri);
    this.onVisible(true);
  }

  /** Sends the newest state; a hidden page is gone and asks again when it is shown. */
  update(): void {
    if (!this.visible) return;
    const message: MessageOf<HostToPanel> = { type: 'state', value: this.state() };
    void this.panel?.webview.postMessage(message);
  }

  dispose(): void {
    this.panel?.dispose();
  }
}

function page(webview: vscode.Webview, extensionUri: vscode.Uri): string {
  const nonce = randomBytes(16).toString('base64url');
  const script = webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'webview.js')).toString();
  const style = webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'media', 'telemetry-panel.css')).toString();
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${webview.cspSource}; form-action 'none'; base-uri 'none'`;
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="stylesheet" href="${style}" />
    <title>Agent Telemetry</title>
  </head>
  <body>
    <h1>Agent Telemetry</h1>
    <p id="status">Measuring …</p>
    <p id="notice" hidden></p>
    <main id="sections"></main>
    <div id="announcer" class="visually-hidden" aria-live="polite"></div>
    <script nonce="${nonce}" src="${script}"></script>
  </body>
</html>`;
}
