import * as vscode from 'vscode';

/** Opens a copy of the shipped example fleet in a window of its own; the copy is the user's to change. */
export async function openExampleFleet({ extensionUri, globalStorageUri }: vscode.ExtensionContext): Promise<void> {
  const shipped = vscode.Uri.joinPath(extensionUri, 'media', 'example-fleet');
  const copy = vscode.Uri.joinPath(globalStorageUri, 'example-fleet');
  if (!(await exists(copy))) await vscode.workspace.fs.copy(shipped, copy);
  await vscode.commands.executeCommand('vscode.openFolder', copy, { forceNewWindow: true });
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
