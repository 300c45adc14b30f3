import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from './until.js';

/** A file of the workspace, opened in an editor. */
export interface FleetFile {
  readonly uri: vscode.Uri;
  readonly document: vscode.TextDocument;
  /** The bytes on disk now. */
  bytes(): Promise<Uint8Array>;
  /** Puts the file and its editor back to how they were when it was opened here. */
  restore(): Promise<void>;
}

/** The copy of the example fleet that is open. */
export function workspaceFolder(): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'a workspace folder is open');
  return folder.uri;
}

/** Opens a file of the workspace by its path; whoever changes it calls `restore` at the end. */
export async function openFleetFile(path: string): Promise<FleetFile> {
  const uri = vscode.Uri.joinPath(workspaceFolder(), path);
  const original = await vscode.workspace.fs.readFile(uri);
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  return {
    uri,
    document,
    bytes: async () => vscode.workspace.fs.readFile(uri),
    restore: async () => {
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      await vscode.workspace.fs.writeFile(uri, original);
    },
  };
}

/** Ctrl+Z in a document's editor; the command acts on whatever has the focus. */
export async function undo(document: vscode.TextDocument): Promise<void> {
  const { version } = document;
  await vscode.window.showTextDocument(document, { preserveFocus: false });
  await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
  await vscode.commands.executeCommand('undo');
  await until('the document changes back', () => document.version > version);
}
