import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { pageFrame, type PageContent } from './page-frame.js';

export interface LocalPage extends PageContent {
  /** Files of the extension, relative to it, with `/`. */
  readonly script: string;
  readonly styles: readonly string[];
}

/** A panel whose page may read the extension's own built and media files, and nothing else. */
export function createLocalPanel(
  viewType: string,
  title: string,
  column: vscode.ViewColumn,
  extensionUri: vscode.Uri,
): vscode.WebviewPanel {
  const localResourceRoots = ['dist', 'media'].map((folder) => vscode.Uri.joinPath(extensionUri, folder));
  return vscode.window.createWebviewPanel(viewType, title, column, { enableScripts: true, localResourceRoots });
}

/** Shows a page; its messages should be listened to by then. */
export function showPage({ webview }: vscode.WebviewPanel, extensionUri: vscode.Uri, page: LocalPage): void {
  const resource = (file: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, ...file.split('/'))).toString();
  const resources = {
    nonce: randomBytes(16).toString('base64url'),
    styleSource: webview.cspSource,
    script: resource(page.script),
    styles: ['media/panel.css', ...page.styles].map(resource),
  };
  webview.html = pageFrame(resources, page);
}
