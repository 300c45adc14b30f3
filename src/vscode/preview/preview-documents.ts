import * as vscode from 'vscode';
import { Disposables } from '../disposables.js';
import type { Preview } from './preview.js';
import { previewAddress, previewSchemes, previewUri } from './preview-uri.js';
import type { PreviewAddress } from './preview-uri.js';

/** Serves the two sides of every open preview as read-only documents. */
export class PreviewDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly owned = new Disposables();
  private readonly previews = new Map<string, Preview>();
  private readonly changed = this.owned.add(new vscode.EventEmitter<vscode.Uri>());
  readonly onDidChange = this.changed.event;
  private lastId = 0;

  constructor() {
    for (const scheme of Object.values(previewSchemes)) {
      this.owned.add(vscode.workspace.registerTextDocumentContentProvider(scheme, this));
    }
  }

  add(preview: Preview): string {
    this.lastId += 1;
    const id = String(this.lastId);
    this.previews.set(id, preview);
    return id;
  }

  get(id: string): Preview | undefined {
    return this.previews.get(id);
  }

  /** The preview's pages have other texts now. */
  refresh(id: string): void {
    const preview = this.previews.get(id);
    if (preview === undefined) return;
    for (const page of preview.pages.keys()) {
      for (const side of ['before', 'after'] as const) {
        const uri = this.uriOf({ previewId: id, page, side });
        if (uri !== undefined) this.changed.fire(uri);
      }
    }
  }

  delete(id: string): void {
    const preview = this.previews.get(id);
    this.previews.delete(id);
    preview?.closed?.();
  }

  uriOf(address: PreviewAddress): vscode.Uri | undefined {
    const preview = this.previews.get(address.previewId);
    const page = preview?.pages[address.page];
    return preview === undefined || page === undefined ? undefined : previewUri(preview.kind, page.path, address);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    const address = previewAddress(uri);
    const page = address === undefined ? undefined : this.previews.get(address.previewId)?.pages[address.page];
    // A window that was reloaded brings its tabs back, but not what they showed.
    if (address === undefined || page === undefined) return 'This preview has ended. Close it and ask for a new one.\n';
    return page[address.side];
  }

  dispose(): void {
    this.owned.dispose();
    this.previews.clear();
  }
}
