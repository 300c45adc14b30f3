import { counted } from '../../core/text/counted.js';
import * as vscode from 'vscode';
import type { Dialogs } from '../dialogs.js';
import type { RefusedFile } from './plan-migrations.js';

/** Lists the files of a batch that were left as they are, each with its reason, and goes to the one that is picked. */
export async function tellRefused(dialogs: Dialogs, refused: readonly RefusedFile[], outOf: number): Promise<void> {
  const message = `${refused.length} of ${counted(outOf, 'file')} cannot be migrated as they are.`;
  const show = 'Show Reasons';
  if ((await dialogs.notify('warning', message, show)) !== show) return;
  const items = refused.map(({ uri, reason }) => ({
    label: vscode.workspace.asRelativePath(uri),
    detail: reason.message,
    uri,
    line: reason.line ?? 1,
  }));
  const picked = await dialogs.pick(items, { title: message, placeholder: 'Go to a file' });
  if (picked === undefined) return;
  const start = new vscode.Position(picked.line - 1, 0);
  await vscode.window.showTextDocument(picked.uri, { selection: new vscode.Range(start, start) });
}
