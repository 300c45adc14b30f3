import * as vscode from 'vscode';
import type { PlannedEdit, StagePlan } from '../../core/rewrite/plan.js';
import { toVsCodeRange } from '../text-range.js';
import type { DraftFiles } from '../draft-files.js';
import type { FileMigration } from './file-migration.js';
import { recipeTitle, stageTitles } from './stage-titles.js';

/**
 * Lets a person tick the edits of one stage in VS Code's own Refactor Preview and takes over what was ticked. `false` when it was
 * discarded, or nothing was ticked.
 */
export async function chooseInRefactorPreview(
  drafts: DraftFiles,
  migration: FileMigration,
  stage: StagePlan,
): Promise<boolean> {
  const edits = stage.edits.filter(({ safety }) => safety !== 'manual');
  const uri = drafts.create(migration.path, migration.bytesBefore(stage.stage));
  const document = await vscode.workspace.openTextDocument(uri);
  const applied: vscode.TextDocumentContentChangeEvent[] = [];
  const listener = vscode.workspace.onDidChangeTextDocument((event) => {
    if (event.document === document) applied.push(...event.contentChanges);
  });
  try {
    if (!(await vscode.workspace.applyEdit(editOf(uri, migration, stage, edits)))) return false;
    take(migration, edits, chosenIds(edits, applied));
    return true;
  } finally {
    listener.dispose();
    await closeDraft(document);
    drafts.delete(uri);
  }
}

function editOf(
  uri: vscode.Uri,
  { choice }: FileMigration,
  { stage }: StagePlan,
  edits: readonly PlannedEdit[],
): vscode.WorkspaceEdit {
  // VS Code opens the preview only when an entry needs confirmation, and starts with such entries unticked.
  const allTicked = edits.every(({ id }) => choice.has(id));
  const edit = new vscode.WorkspaceEdit();
  for (const one of edits) {
    edit.replace(uri, rangeOf(one), one.newText, {
      label: `${stageTitles[stage]}: ${recipeTitle(one.recipe)}`,
      description: one.reason,
      needsConfirmation: allTicked || !choice.has(one.id),
      iconPath: new vscode.ThemeIcon(one.safety === 'safe' ? 'pass' : 'eye'),
    });
  }
  return edit;
}

function rangeOf({ startLine, startColumn, endLine, endColumn }: PlannedEdit): vscode.Range {
  return toVsCodeRange({ line: startLine, column: startColumn, endLine, endColumn });
}

/** The edits that the document saw. */
function chosenIds(
  edits: readonly PlannedEdit[],
  applied: readonly vscode.TextDocumentContentChangeEvent[],
): ReadonlySet<string> {
  const seen = edits.filter((edit) =>
    applied.some(({ range, text }) => range.isEqual(rangeOf(edit)) && sameLines(text, edit.newText)),
  );
  return new Set(seen.map(({ id }) => id));
}

/** The editor writes its own kind of line ending. */
function sameLines(left: string, right: string): boolean {
  return left.replaceAll('\r\n', '\n') === right.replaceAll('\r\n', '\n');
}

function take(migration: FileMigration, edits: readonly PlannedEdit[], chosen: ReadonlySet<string>): void {
  const ids = edits.map(({ id }) => id);
  migration.tick(
    ids.filter((id) => !chosen.has(id)),
    false,
  );
  migration.tick(
    ids.filter((id) => chosen.has(id)),
    true,
  );
}

/** A draft that is saved can be closed without a question. */
async function closeDraft(document: vscode.TextDocument): Promise<void> {
  await document.save();
  const key = document.uri.toString();
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const ours = tabs.filter(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === key);
  if (ours.length > 0) await vscode.window.tabGroups.close(ours);
}
