import * as vscode from 'vscode';
import { Disposables } from '../disposables.js';
import { isSupportedLanguage } from '../languages.js';
import type { Log } from '../log.js';
import type { RiskStore } from '../risk/risk-store.js';
import type { WorkspaceFolders } from '../workspace-folders.js';
import { recipeOffers } from './recipe-offers.js';
import type { RecipeOffers } from './recipe-offers.js';

/** An agent on screen is planned this long after its last assessment, when nobody is typing, in milliseconds. */
const idleMs = 1000;

interface Standing {
  readonly version: number;
  readonly abort: AbortController;
  readonly planning: Promise<RecipeOffers | undefined>;
  offers?: RecipeOffers;
}

export interface StandingOffersParts {
  readonly folders: WorkspaceFolders;
  readonly store: RiskStore;
  readonly log: Log;
}

/**
 * What recipes would do in the saved agents on screen, planned in a worker while the editor is idle and kept until the text, the
 * configuration or another file of the workspace changes. Typing only cancels.
 */
export class StandingOffers implements vscode.Disposable {
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new vscode.EventEmitter<vscode.Uri>());
  /** A document's offers are there, or no longer hold. */
  readonly onDidChange = this.changed.event;
  private readonly standing = new Map<string, Standing>();
  private readonly timers = new Map<string, NodeJS.Timeout>();

  constructor(private readonly parts: StandingOffersParts) {
    const { workspace, window } = vscode;
    this.owned.add(workspace.onDidChangeTextDocument(({ document }) => this.drop(document.uri)));
    this.owned.add(workspace.onDidCloseTextDocument(({ uri }) => this.drop(uri)));
    // What is planned for a file depends on its contract and on who uses it, which any other file can change.
    this.owned.add(workspace.onDidSaveTextDocument(() => this.dropAll()));
    this.owned.add(window.onDidChangeVisibleTextEditors(() => this.scheduleVisible()));
    this.owned.add(
      parts.store.onDidChange((uris) => {
        for (const uri of uris) this.drop(uri);
        this.scheduleVisible();
      }),
    );
    this.scheduleVisible();
  }

  /** What is known now; never plans. */
  get({ uri, version }: vscode.TextDocument): RecipeOffers | undefined {
    const standing = this.standing.get(uri.toString());
    return standing?.version === version ? standing.offers : undefined;
  }

  /** Plans when nothing is known yet; `undefined` for unsaved text, for what is no agent and where the plan was refused or given up. */
  async ask(document: vscode.TextDocument): Promise<RecipeOffers | undefined> {
    const key = document.uri.toString();
    const known = this.standing.get(key);
    if (known?.version === document.version) return known.planning;
    this.drop(document.uri);
    const agents = this.parts.store.agents(document.uri);
    if (document.isDirty || agents.length === 0) return undefined;
    const abort = new AbortController();
    const standing: Standing = { version: document.version, abort, planning: this.plan(document.uri, abort.signal) };
    this.standing.set(key, standing);
    const offers = await standing.planning;
    if (offers === undefined || this.standing.get(key) !== standing) return undefined;
    standing.offers = offers;
    this.changed.fire(document.uri);
    return offers;
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    for (const { abort } of this.standing.values()) abort.abort();
    this.owned.dispose();
  }

  private async plan(uri: vscode.Uri, signal: AbortSignal): Promise<RecipeOffers | undefined> {
    const file = this.parts.folders.find(uri);
    if (file === undefined) return undefined;
    try {
      const bytes = await vscode.workspace.fs.readFile(uri);
      const request = { path: file.path, bytes, through: 'integration', includeReview: false } as const;
      const proven = await file.engine.ports.planFile(request, { signal });
      return proven.plan.refused === null ? recipeOffers(proven) : undefined;
    } catch (error) {
      if (!signal.aborted) this.parts.log.error(`Looking for what can be migrated in ${file.path} failed`, error);
      return undefined;
    }
  }

  private scheduleVisible(): void {
    for (const { document } of vscode.window.visibleTextEditors) this.schedule(document);
  }

  private schedule(document: vscode.TextDocument): void {
    if (document.uri.scheme !== 'file' || !isSupportedLanguage(document.languageId)) return;
    const key = document.uri.toString();
    clearTimeout(this.timers.get(key));
    const timer = setTimeout(() => {
      this.timers.delete(key);
      if (!document.isClosed) void this.ask(document);
    }, idleMs);
    this.timers.set(key, timer);
  }

  private dropAll(): void {
    for (const key of [...this.standing.keys()]) this.drop(vscode.Uri.parse(key));
    this.scheduleVisible();
  }

  private drop(uri: vscode.Uri): void {
    const key = uri.toString();
    clearTimeout(this.timers.get(key));
    this.timers.delete(key);
    const standing = this.standing.get(key);
    if (standing === undefined) return;
    this.standing.delete(key);
    standing.abort.abort();
    if (standing.offers !== undefined) this.changed.fire(uri);
  }
}
