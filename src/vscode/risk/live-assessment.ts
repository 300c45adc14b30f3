import * as vscode from 'vscode';
import { Disposables } from '../disposables.js';
import { isSupportedLanguage } from '../languages.js';
import type { Log } from '../log.js';
import type { WorkspaceFile, WorkspaceFolders } from '../workspace-folders.js';

export interface LiveAssessmentOptions {
  /** Pause in typing after which the score follows, in milliseconds. */
  readonly delayMs: (uri: vscode.Uri) => number;
  readonly log: Log;
}

interface Pending {
  readonly timer: NodeJS.Timeout;
  readonly abort: AbortController;
}

/**
 * Keeps the assessments of open documents in step with what is typed. Every key cancels the assessment before it; the reading itself
 * happens off the extension host's thread.
 */
export class LiveAssessment implements vscode.Disposable {
  private readonly owned = new Disposables();
  private readonly pending = new Map<string, Pending>();
  private readonly busyChanged = this.owned.add(new vscode.EventEmitter<void>());
  readonly onDidChangeBusy = this.busyChanged.event;

  constructor(
    private readonly folders: WorkspaceFolders,
    private readonly options: LiveAssessmentOptions,
  ) {
    const { workspace } = vscode;
    this.owned.add(workspace.onDidOpenTextDocument((document) => this.schedule(document, 0)));
    this.owned.add(workspace.onDidSaveTextDocument((document) => this.schedule(document, 0)));
    this.owned.add(
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.schedule(document, this.options.delayMs(document.uri));
      }),
    );
    this.owned.add(workspace.onDidCloseTextDocument((document) => this.close(document)));
    for (const document of workspace.textDocuments) this.schedule(document, 0);
  }

  isBusy(uri: vscode.Uri): boolean {
    return this.pending.has(uri.toString());
  }

  dispose(): void {
    for (const key of [...this.pending.keys()]) this.cancel(key);
    this.owned.dispose();
  }

  private schedule(document: vscode.TextDocument, delayMs: number): void {
    if (!isSupportedLanguage(document.languageId)) return;
    const file = this.folders.find(document.uri);
    if (file === undefined) return;
    const key = document.uri.toString();
    this.cancel(key);
    const abort = new AbortController();
    const timer = setTimeout(() => void this.assess(document, file, abort), delayMs);
    this.pending.set(key, { timer, abort });
    this.busyChanged.fire();
  }

  private cancel(key: string): void {
    const before = this.pending.get(key);
    if (before === undefined) return;
    clearTimeout(before.timer);
    before.abort.abort();
    this.pending.delete(key);
  }

  private close(document: vscode.TextDocument): void {
    this.cancel(document.uri.toString());
    if (!isSupportedLanguage(document.languageId)) return;
    const file = this.folders.find(document.uri);
    file?.engine.assessments.bufferClosed(file.path);
  }

  private async assess(document: vscode.TextDocument, file: WorkspaceFile, abort: AbortController): Promise<void> {
    try {
      await this.read(document, file, abort.signal);
    } catch (error) {
      if (!abort.signal.aborted) this.options.log.error(`Assessing ${file.path} failed`, error);
    }
    const key = document.uri.toString();
    if (this.pending.get(key)?.abort !== abort) return;
    this.pending.delete(key);
    this.busyChanged.fire();
  }

  /** A saved file is judged by its bytes: a byte order mark and the encoding are part of its size and hash. */
  private async read(document: vscode.TextDocument, file: WorkspaceFile, signal: AbortSignal): Promise<void> {
    const { assessments } = file.engine;
    if (document.isDirty) {
      await assessments.assessText(file.path, document.getText(), { signal });
      return;
    }
    await assessments.filesChanged([file.path], { signal });
    if (vscode.workspace.isTrusted) await assessments.verify([file.path], { signal });
  }
}
