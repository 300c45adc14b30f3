import * as vscode from 'vscode';
import { Disposables } from '../disposables.js';

/** Scheme of read-only documents about observations and thresholds. */
const observationScheme = 'agent-migrator-observation';

/** Markdown documents that are written when they are asked for; VS Code shows them as a page. */
export class ObservationDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new vscode.EventEmitter<vscode.Uri>());
  readonly onDidChange = this.changed.event;
  private readonly writers = new Map<string, () => string>();

  constructor() {
    this.owned.add(vscode.workspace.registerTextDocumentContentProvider(observationScheme, this));
  }

  /** Shows what `write` gives, anew whenever `refresh` is called. */
  async show(name: string, key: string, write: () => string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: observationScheme, path: `/${name}.md`, query: key });
    this.writers.set(uri.toString(), write);
    this.changed.fire(uri);
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  }

  refresh(): void {
    for (const { uri } of vscode.workspace.textDocuments) if (uri.scheme === observationScheme) this.changed.fire(uri);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    // A window that was reloaded brings its tabs back, but not what they showed.
    return this.writers.get(uri.toString())?.() ?? 'Ask for it again with **Show observation…**.\n';
  }

  dispose(): void {
    this.owned.dispose();
    this.writers.clear();
  }
}
