import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Dialogs } from './dialogs.js';

const folderName = 'agent-migrator-example';

interface PlaceItem extends vscode.QuickPickItem {
  /** The folder in which the copy is made; `undefined` when the person gave up. */
  readonly parent: () => Promise<vscode.Uri | undefined>;
}

const places: readonly PlaceItem[] = [
  {
    label: '$(folder) In a temporary folder',
    detail: 'The system clears it away some time',
    parent: async () => vscode.Uri.file(await mkdtemp(path.join(os.tmpdir(), `${folderName}-`))),
  },
  { label: '$(folder-opened) In a folder of your choice…', parent: chooseFolder },
];

/** Opens a copy of the shipped example fleet where the person wants it, and the walkthrough beside it; the copy is theirs to change. */
export async function openExampleFleet(context: vscode.ExtensionContext, dialogs: Dialogs): Promise<void> {
  const options = { title: 'Open the example fleet', placeholder: 'A copy is made, which is yours to change. Where?' };
  const parent = await (await dialogs.pick(places, options))?.parent();
  if (parent === undefined) return;
  const copy = await unusedFolder(parent);
  await vscode.workspace.fs.copy(vscode.Uri.joinPath(context.extensionUri, 'media', 'example-fleet'), copy);
  await context.globalState.update(openedKey, copy.toString());
  const forceNewWindow = (vscode.workspace.workspaceFolders ?? []).length > 0;
  await vscode.commands.executeCommand('vscode.openFolder', copy, { forceNewWindow });
}

/** The copy that is about to be opened, by its URI: its window shows the walkthrough, once. */
const openedKey = 'openedExampleFleet';

/** Shows the walkthrough in the window of a copy that was just made. */
export async function showWalkthroughOfExample({ globalState, extension }: vscode.ExtensionContext): Promise<void> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined || globalState.get(openedKey) !== folder.uri.toString()) return;
  await globalState.update(openedKey, undefined);
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', `${extension.id}#firstMigration`, false);
}

async function chooseFolder(): Promise<vscode.Uri | undefined> {
  const options = { canSelectFiles: false, canSelectFolders: true, openLabel: 'Copy Here', title: 'Copy the example' };
  return (await vscode.window.showOpenDialog(options))?.[0];
}

/** Never writes over a copy that somebody works in. */
async function unusedFolder(parent: vscode.Uri): Promise<vscode.Uri> {
  const names = new Set((await vscode.workspace.fs.readDirectory(parent)).map(([name]) => name));
  let name = folderName;
  for (let number = 2; names.has(name); number++) name = `${folderName}-${number}`;
  return vscode.Uri.joinPath(parent, name);
}
