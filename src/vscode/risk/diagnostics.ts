import * as vscode from 'vscode';
import { Disposables } from '../disposables.js';
import { isSupportedLanguage } from '../languages.js';
import type { DiagnosticChoice, Settings } from '../settings/settings-reader.js';
import { toVsCodeRange } from '../text-range.js';
import { leftoverDiagnostics, problemDiagnostic, riskDiagnostics } from './diagnostic-texts.js';
import type { DiagnosticText } from './diagnostic-texts.js';
import type { RiskStore } from './risk-store.js';

type DiagnosticSettings = Pick<Settings, 'diagnosticSeverity' | 'parseProblemSeverity' | 'diagnosticsPerAgent'>;

export const severityOf: Readonly<Record<Exclude<DiagnosticChoice, 'off'>, vscode.DiagnosticSeverity>> = {
  hint: vscode.DiagnosticSeverity.Hint,
  information: vscode.DiagnosticSeverity.Information,
  warning: vscode.DiagnosticSeverity.Warning,
  error: vscode.DiagnosticSeverity.Error,
};

/** Marks the evidence in open documents, and only there: a workspace with 200 agents must not fill the Problems view. */
export class RiskDiagnostics implements vscode.Disposable {
  private readonly owned = new Disposables();
  private readonly collection = this.owned.add(vscode.languages.createDiagnosticCollection('agentMigrator'));

  constructor(
    private readonly store: RiskStore,
    private readonly settings: (uri: vscode.Uri) => DiagnosticSettings,
    private readonly resolve: (from: vscode.Uri, path: string) => vscode.Uri,
  ) {
    this.owned.add(store.onDidChange((uris) => this.update(uris)));
    this.owned.add(vscode.workspace.onDidOpenTextDocument(({ uri }) => this.update([uri])));
    this.owned.add(vscode.workspace.onDidCloseTextDocument(({ uri }) => this.collection.delete(uri)));
    this.updateAll();
  }

  updateAll(): void {
    this.update(vscode.workspace.textDocuments.map(({ uri }) => uri));
  }

  dispose(): void {
    this.owned.dispose();
  }

  private update(uris: readonly vscode.Uri[]): void {
    const wanted = new Set(uris.map(String));
    for (const { uri, languageId, isClosed } of vscode.workspace.textDocuments) {
      if (!wanted.has(uri.toString()) || isClosed || !isSupportedLanguage(languageId)) continue;
      this.collection.set(uri, this.diagnosticsOf(uri));
    }
  }

  private diagnosticsOf(uri: vscode.Uri): vscode.Diagnostic[] {
    const { diagnosticSeverity, parseProblemSeverity, diagnosticsPerAgent } = this.settings(uri);
    const { agents, problems } = this.store.risk(uri);
    const evidence = agents.flatMap((agent) => [
      ...leftoverDiagnostics(agent),
      ...riskDiagnostics(agent, diagnosticsPerAgent),
    ]);
    return [
      ...this.present(uri, problems.map(problemDiagnostic), parseProblemSeverity),
      ...this.present(uri, evidence, diagnosticSeverity),
    ];
  }

  private present(uri: vscode.Uri, texts: readonly DiagnosticText[], choice: DiagnosticChoice): vscode.Diagnostic[] {
    if (choice === 'off') return [];
    return texts.map((text) => {
      const diagnostic = new vscode.Diagnostic(toVsCodeRange(text.range), text.message, severityOf[choice]);
      diagnostic.source = 'Agent Migrator';
      diagnostic.code = { value: text.code, target: explanationUri(uri) };
      diagnostic.relatedInformation = text.related.map(
        ({ path, range, message }) =>
          new vscode.DiagnosticRelatedInformation(
            new vscode.Location(path === undefined ? uri : this.resolve(uri, path), toVsCodeRange(range)),
            message,
          ),
      );
      return diagnostic;
    });
  }
}

/** A diagnostic's code is a link; this one runs our own command. */
function explanationUri(uri: vscode.Uri): vscode.Uri {
  const target = encodeURIComponent(JSON.stringify([{ uri: uri.toString() }]));
  return vscode.Uri.parse(`command:agentMigrator.explainScore?${target}`);
}
