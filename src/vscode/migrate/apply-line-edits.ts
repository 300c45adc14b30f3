import * as vscode from 'vscode';
import { lineEdits } from './text-edits.js';

/**
 * Turns one text of a document into another by one labelled edit that undo takes back. `false` when the document holds another text than
 * `before`, or VS Code did not take the edit.
 */
export async function applyLineEdits(
  document: vscode.TextDocument,
  before: string,
  after: string,
  label: string,
): Promise<boolean> {
  if (document.getText() !== before) return false;
  const edit = new vscode.WorkspaceEdit();
  for (const { startLine, endLine, newText } of lineEdits(before, after)) {
    const range = document.validateRange(new vscode.Range(startLine, 0, endLine, 0));
    edit.replace(document.uri, range, newText, { label, needsConfirmation: false });
  }
  return vscode.workspace.applyEdit(edit);
}
