import * as vscode from 'vscode';
import { configFileName } from '../core/config/config.js';
import { activeTarget, targetsFrom } from './agent-target.js';
import { uriInFolder } from './workspace-folders.js';

/** Opens the folder's `agent-migrator.json`, or an unsaved one to start from when there is none. */
export async function openConfiguration(args: readonly unknown[]): Promise<void> {
  const near = targetsFrom(args)[0] ?? activeTarget();
  const folder =
    (near === undefined ? undefined : vscode.workspace.getWorkspaceFolder(near.uri)) ??
    vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) return;
  const uri = uriInFolder(folder, configFileName);
  try {
    await vscode.workspace.fs.stat(uri);
    await vscode.window.showTextDocument(uri);
  } catch {
    await openNewConfiguration(uri);
  }
}

async function openNewConfiguration(uri: vscode.Uri): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri.with({ scheme: 'untitled' }));
  const editor = await vscode.window.showTextDocument(document);
  if (document.getText() === '')
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '{\n  "core": []\n}\n'));
}
