import * as vscode from 'vscode';
import type { CommandId } from '../commands.js';
import { documentSelector } from '../languages.js';
import { canRestore } from '../risk/lens-texts.js';
import type { RiskStore } from '../risk/risk-store.js';

/** The quick fix of a file that does not parse: its last version that does. */
export class ParseProblemFixes implements vscode.CodeActionProvider, vscode.Disposable {
  private readonly registration = vscode.languages.registerCodeActionsProvider([...documentSelector], this, {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  });

  constructor(private readonly store: RiskStore) {}

  provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const { problems } = this.store.risk(document.uri);
    const codes = new Set<string>(problems.filter((reason) => canRestore({ reason })).map(({ code }) => code));
    const marked = diagnostics.filter(({ code }) => typeof code === 'object' && codes.has(String(code.value)));
    if (marked.length === 0) return [];
    const action = new vscode.CodeAction('Restore last version that parses…', vscode.CodeActionKind.QuickFix);
    action.diagnostics = marked;
    action.command = {
      title: 'Restore last version that parses',
      command: 'agentMigrator.restoreLastParsing' satisfies CommandId,
      arguments: [document.uri],
    };
    return [action];
  }

  dispose(): void {
    this.registration.dispose();
  }
}
