import * as vscode from 'vscode';
import type { Assessment } from '../../core/assess/assessment.js';
import { Disposables } from '../disposables.js';
import { documentSelector } from '../languages.js';
import type { Settings } from '../settings/settings-reader.js';
import { lineStart } from '../text-range.js';
import { lensTexts } from './lens-texts.js';
import type { RiskStore } from './risk-store.js';

export interface CodeLensSources {
  readonly settings: (uri: vscode.Uri) => Pick<Settings, 'codeLens'>;
  /** The file was migrated here and can be rolled back. */
  readonly hasMigration: (uri: vscode.Uri) => boolean;
  /** Whether the agent runs, in words; `undefined` when that is not known. */
  readonly statusOf: (uri: vscode.Uri, className: string | null) => string | undefined;
  /** Something other than a score changed that lenses show. */
  readonly onDidChange: readonly vscode.Event<void>[];
}

/** The score above every agent class, with what can be done about it. */
export class AgentCodeLenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new vscode.EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.changed.event;

  constructor(
    private readonly store: RiskStore,
    private readonly sources: CodeLensSources,
  ) {
    this.owned.add(store.onDidChange(() => this.refresh()));
    for (const event of sources.onDidChange) this.owned.add(event(() => this.refresh()));
    this.owned.add(vscode.languages.registerCodeLensProvider([...documentSelector], this));
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    if (!this.sources.settings(document.uri).codeLens) return [];
    return this.store.agents(document.uri).flatMap((assessment) => this.lensesOf(document, assessment));
  }

  /** All lenses anew, after a change of settings. */
  refresh(): void {
    this.changed.fire();
  }

  dispose(): void {
    this.owned.dispose();
  }

  private lensesOf({ uri }: vscode.TextDocument, assessment: Assessment): vscode.CodeLens[] {
    const range = lineStart(assessment.line);
    const target = { uri: uri.toString(), class: assessment.class };
    const around = {
      hasMigration: this.sources.hasMigration(uri),
      status: this.sources.statusOf(uri, assessment.class),
    };
    return lensTexts(assessment, around).map(
      ({ title, tooltip, command }) => new vscode.CodeLens(range, { title, tooltip, command, arguments: [target] }),
    );
  }
}
