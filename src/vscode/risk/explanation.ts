import { posix } from 'node:path';
import * as vscode from 'vscode';
import { activeTarget, targetsFrom } from '../agent-target.js';
import type { AgentTarget } from '../agent-target.js';
import { Disposables } from '../disposables.js';
import type { WorkspaceFolders } from '../workspace-folders.js';
import { uriInFolder } from '../workspace-folders.js';
import { explanationText } from './explanation-text.js';
import type { RiskStore } from './risk-store.js';

const scheme = 'agent-migrator-explanation';

/** "Explain risk score": a Markdown document, shown by VS Code's own preview, that follows the score while it is open. */
export class ScoreExplanation implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new vscode.EventEmitter<vscode.Uri>());
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly folders: WorkspaceFolders,
    private readonly store: RiskStore,
  ) {
    this.owned.add(vscode.workspace.registerTextDocumentContentProvider(scheme, this));
    this.owned.add(store.onDidChange(() => this.refreshOpen()));
  }

  provideTextDocumentContent(document: vscode.Uri): string {
    const target = targetsFrom([JSON.parse(document.query)])[0];
    const file = target === undefined ? undefined : this.folders.find(target.uri);
    if (target === undefined || file === undefined) return explanationText([], String);
    const agents = this.store
      .agents(target.uri)
      .filter((agent) => target.class === undefined || agent.class === target.class);
    const link = (path: string, line: number): string => lineLink(uriInFolder(file.engine.folder, path), line);
    return explanationText(agents, link);
  }

  async show(args: readonly unknown[]): Promise<void> {
    const target = targetsFrom(args)[0] ?? activeTarget();
    if (target === undefined) return;
    const document = documentFor(target);
    await vscode.commands.executeCommand('markdown.showPreviewToSide', document);
  }

  dispose(): void {
    this.owned.dispose();
  }

  private refreshOpen(): void {
    for (const { uri } of vscode.workspace.textDocuments) if (uri.scheme === scheme) this.changed.fire(uri);
  }
}

function documentFor({ uri, class: className }: AgentTarget): vscode.Uri {
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const query = JSON.stringify({ uri: uri.toString(), ...(className === undefined ? {} : { class: className }) });
  return vscode.Uri.from({ scheme, path: `/Risk of ${className ?? name}.md`, query });
}

/** The Markdown preview opens links that start with `/` from the first workspace folder, whatever the document is; other schemes it blocks. */
function lineLink(uri: vscode.Uri, line: number): string {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri.path ?? '/';
  const path = posix.relative(root, uri.path).split('/').map(encodeURIComponent).join('/');
  return `/${path}#L${line}`;
}
