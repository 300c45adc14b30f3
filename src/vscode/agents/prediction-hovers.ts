import * as vscode from 'vscode';
import { documentSelector } from '../languages.js';
import { escapeMarkdown } from '../markdown.js';
import type { RiskStore } from '../risk/risk-store.js';
import { settingsFor } from '../settings/settings.js';
import type { Predictions } from './predictions.js';

/** Adds the prediction to the hover over an agent's class; a hover of its own, so that the score never waits for it. */
export class PredictionHovers implements vscode.HoverProvider, vscode.Disposable {
  private readonly registration = vscode.languages.registerHoverProvider([...documentSelector], this);

  constructor(
    private readonly store: RiskStore,
    private readonly predictions: Predictions,
  ) {}

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const agent = this.store.agents(document.uri).find(({ line }) => line === position.line + 1);
    const range = document.getWordRangeAtPosition(position);
    if (!agent || !settingsFor(document.uri).hover || !range || document.getText(range) !== agent.class)
      return undefined;
    const text = await this.predictions.textFor(document.uri, agent);
    return text === undefined ? undefined : new vscode.Hover(new vscode.MarkdownString(escapeMarkdown(text)), range);
  }

  dispose(): void {
    this.registration.dispose();
  }
}
