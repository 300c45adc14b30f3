import * as vscode from 'vscode';

const scheme = 'agent-migrator-draft';

/**
 * Files in memory that an edit can be tried on: what a person ticks in VS Code's Refactor Preview, or makes of a conflict in its merge
 * editor, is applied to a draft, never to the file itself.
 */
export class DraftFiles implements vscode.FileSystemProvider, vscode.Disposable {
  private readonly contents = new Map<string, Uint8Array>();
  private readonly changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changed.event;
  private readonly registration = vscode.workspace.registerFileSystemProvider(scheme, this, { isCaseSensitive: true });
  private lastId = 0;

  /** A draft of a file, apart from every other one so that an editor that still shows an earlier draft does not get in the way. */
  create(path: string, content: Uint8Array): vscode.Uri {
    this.lastId += 1;
    const uri = vscode.Uri.from({ scheme, path: `/${path}`, query: String(this.lastId) });
    this.contents.set(uri.query, content);
    return uri;
  }

  delete(uri: vscode.Uri): void {
    this.contents.delete(uri.query);
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: this.readFile(uri).length };
  }

  readFile(uri: vscode.Uri): Uint8Array {
    const content = this.contents.get(uri.query);
    if (content === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return content;
  }

  writeFile(uri: vscode.Uri, content: Uint8Array): void {
    this.contents.set(uri.query, content);
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(): void {
    throw vscode.FileSystemError.NoPermissions('Drafts are files.');
  }

  rename(): void {
    throw vscode.FileSystemError.NoPermissions('Drafts keep their names.');
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
    this.contents.clear();
  }
}

export function isDraftUri(uri: vscode.Uri): boolean {
  return uri.scheme === scheme;
}
