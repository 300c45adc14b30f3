import * as vscode from 'vscode';
import type { CommandId } from '../commands.js';
import { documentSelector } from '../languages.js';
import type { RecipeOffer, RecipeOffers } from './recipe-offers.js';
import type { StandingOffers } from './standing-offers.js';

/** Every recipe as a quick fix on the lines that it would change: it opens the preview with that recipe's edits and what they need. */
export class RecipeFixes implements vscode.CodeActionProvider, vscode.Disposable {
  private readonly registration = vscode.languages.registerCodeActionsProvider([...documentSelector], this, {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  });

  constructor(private readonly standing: StandingOffers) {}

  /** Moving the cursor shows what is known already; only a person who asks waits for a plan. */
  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { triggerKind, only }: vscode.CodeActionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeAction[]> {
    if (only !== undefined && !only.contains(vscode.CodeActionKind.QuickFix)) return [];
    const isAsked = triggerKind === vscode.CodeActionTriggerKind.Invoke;
    const offers = isAsked ? await this.standing.ask(document) : this.standing.get(document);
    if (offers === undefined || token.isCancellationRequested) return [];
    return offersAt(offers, range).map((offer) => fixOf(document.uri, offer));
  }

  dispose(): void {
    this.registration.dispose();
  }
}

function offersAt({ offers }: RecipeOffers, { start, end }: vscode.Range): readonly RecipeOffer[] {
  return offers.filter(({ lines }) => {
    for (let line = start.line + 1; line <= end.line + 1; line++) if (lines.has(line)) return true;
    return false;
  });
}

function fixOf(uri: vscode.Uri, { title, safety, edits, class: className }: RecipeOffer): vscode.CodeAction {
  const words = safety === 'review' ? `${title} (needs your review)…` : `${title}…`;
  const action = new vscode.CodeAction(words, vscode.CodeActionKind.QuickFix);
  action.command = {
    title,
    command: 'agentMigrator.previewMigration' satisfies CommandId,
    arguments: [{ uri: uri.toString(), class: className, edits }],
  };
  return action;
}
