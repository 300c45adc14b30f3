import * as vscode from 'vscode';
import { activeTarget, targetsFrom } from '../agent-target.js';
import { configurationFile } from './configuration-file.js';

/** Opens the folder's `agent-migrator.json`, or an unsaved one to start from when there is none. */
export async function openConfiguration(args: readonly unknown[]): Promise<void> {
  const near = targetsFrom(args)[0] ?? activeTarget();
  const folder =
    (near === undefined ? undefined : vscode.workspace.getWorkspaceFolder(near.uri)) ??
    vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) return;
  const { uri, exists } = await configurationFile(folder);
  if (exists) await vscode.window.showTextDocument(uri);
  else await openNewConfiguration(uri);
}

async function openNewConfiguration(uri: vscode.Uri): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri.with({ scheme: 'untitled' }));
  const editor = await vscode.window.showTextDocument(document);
  if (document.getText() === '')
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '{\n  "core": []\n}\n'));
}
