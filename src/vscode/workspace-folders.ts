import * as vscode from 'vscode';
import { Emitter } from '../core/emitter.js';
import type { Disposable } from '../core/emitter.js';
import type { FolderEngine } from './folder-engine.js';
import { folderTitle } from './folder-titles.js';

/** A file of a workspace folder: where VS Code finds it and what the engine calls it. */
export interface WorkspaceFile {
  readonly uri: vscode.Uri;
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly engine: FolderEngine;
}

/** One engine per workspace folder, made when it is first needed and disposed with its folder. */
export class WorkspaceFolders implements Disposable {
  private readonly engines = new Map<string, FolderEngine>();
  private readonly created = new Emitter<FolderEngine>();
  private readonly changed = new Emitter<undefined>();
  private readonly listener: vscode.Disposable;

  readonly onDidCreateEngine = this.created.event;
  /** Folders were added or removed; the engines of those that are gone are disposed. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly createEngine: (folder: vscode.WorkspaceFolder) => FolderEngine) {
    this.listener = vscode.workspace.onDidChangeWorkspaceFolders(({ removed }) => {
      for (const folder of removed) this.drop(folder);
      this.changed.fire(undefined);
    });
  }

  /** The file behind a URI; `undefined` outside every local workspace folder. */
  find(uri: vscode.Uri): WorkspaceFile | undefined {
    if (uri.scheme !== 'file') return undefined;
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    if (folder === undefined) return undefined;
    return { uri, path: pathInFolder(folder, uri), engine: this.engineOf(folder) };
  }

  all(): readonly FolderEngine[] {
    const folders = vscode.workspace.workspaceFolders ?? [];
    return folders.filter(({ uri }) => uri.scheme === 'file').map((folder) => this.engineOf(folder));
  }

  /** What people know the folder of an engine by; no other folder has the same. */
  titleOf({ folder }: Pick<FolderEngine, 'folder'>): string {
    return folderTitle(folder, vscode.workspace.workspaceFolders ?? []);
  }

  dispose(): void {
    this.listener.dispose();
    for (const engine of this.engines.values()) engine.dispose();
    this.engines.clear();
    this.created.dispose();
    this.changed.dispose();
  }

  private engineOf(folder: vscode.WorkspaceFolder): FolderEngine {
    const key = folder.uri.toString();
    const known = this.engines.get(key);
    if (known !== undefined) return known;
    const engine = this.createEngine(folder);
    this.engines.set(key, engine);
    this.created.fire(engine);
    return engine;
  }

  private drop(folder: vscode.WorkspaceFolder): void {
    const key = folder.uri.toString();
    this.engines.get(key)?.dispose();
    this.engines.delete(key);
  }
}

function pathInFolder(folder: vscode.WorkspaceFolder, uri: vscode.Uri): string {
  return uri.path.slice(folder.uri.path.replace(/\/$/u, '').length + 1);
}

export function uriInFolder(folder: vscode.WorkspaceFolder, path: string): vscode.Uri {
  return vscode.Uri.joinPath(folder.uri, path);
}
