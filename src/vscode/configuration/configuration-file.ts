import * as vscode from 'vscode';
import { configFileName } from '../../core/config/config-file-name.js';
import { uriInFolder } from '../workspace-folders.js';

/** Where a folder's `agent-migrator.json` is or would be, and whether it is there. */
export async function configurationFile(
  folder: vscode.WorkspaceFolder,
): Promise<{ readonly uri: vscode.Uri; readonly exists: boolean }> {
  const uri = uriInFolder(folder, configFileName);
  const exists = await vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
  return { uri, exists };
}
