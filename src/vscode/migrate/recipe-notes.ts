import * as vscode from 'vscode';
import { Disposables } from '../disposables.js';
import type { DiagnosticChoice } from '../settings/settings-reader.js';
import { severityOf } from '../risk/diagnostics.js';
import type { RecipeNote } from './recipe-offers.js';
import type { StandingOffers } from './standing-offers.js';

/** What recipes leave to a person, as a diagnostic with the reason on the line in question. */
export class RecipeNotes implements vscode.Disposable {
  private readonly owned = new Disposables();
  private readonly collection = this.owned.add(vscode.languages.createDiagnosticCollection('agentMigratorRecipes'));

  constructor(
    private readonly standing: StandingOffers,
    private readonly severity: (uri: vscode.Uri) => DiagnosticChoice,
  ) {
    this.owned.add(standing.onDidChange((uri) => this.update(uri)));
  }

  updateAll(): void {
    for (const { uri } of vscode.workspace.textDocuments) this.update(uri);
  }

  dispose(): void {
    this.owned.dispose();
  }

  private update(uri: vscode.Uri): void {
    const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
    const choice = this.severity(uri);
    const notes = document === undefined || choice === 'off' ? [] : (this.standing.get(document)?.notes ?? []);
    if (document === undefined || choice === 'off' || notes.length === 0) this.collection.delete(uri);
    else
      this.collection.set(
        uri,
        notes.map((note) => diagnosticOf(document, note, severityOf[choice])),
      );
  }
}

function diagnosticOf(
  document: vscode.TextDocument,
  { recipe, title, reason, line }: RecipeNote,
  severity: vscode.DiagnosticSeverity,
): vscode.Diagnostic {
  const { range, firstNonWhitespaceCharacterIndex } = document.lineAt(Math.min(line, document.lineCount) - 1);
  const code = range.with({ start: range.start.translate(0, firstNonWhitespaceCharacterIndex) });
  const diagnostic = new vscode.Diagnostic(code, `Left to you: ${reason} (${title})`, severity);
  diagnostic.source = 'Agent Migrator';
  diagnostic.code = recipe;
  return diagnostic;
}
