import * as vscode from 'vscode';
import { ConfigurationError } from '../core/config/configuration-error.js';
import { RefusedError } from '../core/reason.js';
import type { Reason } from '../core/reason.js';
import { runCommand } from './commands.js';
import type { CommandId } from './commands.js';
import type { Dialogs } from './dialogs.js';
import type { Log } from './log.js';
import { waysOut, wayOutTitles } from './ways-out.js';
import type { WayOut } from './ways-out.js';

/** A refusal that concerns one file of the workspace, so that the way out can lead there. */
export class FileRefusedError extends RefusedError {
  constructor(
    readonly uri: vscode.Uri,
    reason: Reason,
    options?: ErrorOptions,
  ) {
    super(reason, options);
  }
}

/** Tells people about failures: a refusal with its ways out, a defect with the log. What was cancelled is silent. */
export class ErrorPresenter {
  constructor(
    private readonly dialogs: Dialogs,
    private readonly log: Log,
  ) {}

  present(error: unknown, retry: () => Promise<unknown>): void {
    if (isCancelled(error)) return;
    const presented = this.presentOne(error, retry);
    presented.catch((failure: unknown) => this.log.error('Following a way out failed', failure));
  }

  private async presentOne(error: unknown, retry: () => Promise<unknown>): Promise<void> {
    if (error instanceof RefusedError) await this.presentRefusal(error, retry);
    else if (error instanceof ConfigurationError) await this.presentConfiguration(error);
    else await this.presentDefect(error);
  }

  private async presentConfiguration({ message }: ConfigurationError): Promise<void> {
    const title = wayOutTitles['open-configuration'];
    const chosen = await this.dialogs.notify('error', message, title);
    if (chosen === title) await runCommand('agentMigrator.openConfiguration');
  }

  private async presentRefusal(error: RefusedError, retry: () => Promise<unknown>): Promise<void> {
    const uri = error instanceof FileRefusedError ? error.uri : undefined;
    this.log.info(`Refused (${error.reason.code}): ${error.message}`);
    const ways = waysOut[error.reason.code].filter((way) => uri !== undefined || !needsFile(way));
    const chosen = await this.dialogs.notify('warning', error.message, ...ways.map((way) => wayOutTitles[way]));
    const way = ways.find((one) => wayOutTitles[one] === chosen);
    if (way !== undefined) await this.take(way, { uri, line: error.reason.line, retry });
  }

  private async presentDefect(error: unknown): Promise<void> {
    this.log.error('Unexpected failure', error);
    const message = error instanceof Error ? error.message : String(error);
    const title = wayOutTitles['show-log'];
    const chosen = await this.dialogs.notify('error', `Agent Migrator failed: ${message}`, title);
    if (chosen === title) await runCommand('agentMigrator.showLog');
  }

  private async take(way: WayOut, context: RefusalContext): Promise<void> {
    const { uri, line, retry } = context;
    switch (way) {
      case 'retry':
        await retry();
        return;
      case 'save-and-retry':
        if (uri !== undefined && (await saveDocument(uri))) await retry();
        return;
      case 'go-to-line':
        if (uri !== undefined) await goToLine(uri, line ?? 1);
        return;
      default:
        await vscode.commands.executeCommand(commandOfWay[way], uri);
    }
  }
}

interface RefusalContext {
  readonly uri: vscode.Uri | undefined;
  readonly line: number | undefined;
  readonly retry: () => Promise<unknown>;
}

function needsFile(way: WayOut): boolean {
  return ['save-and-retry', 'go-to-line', 'preview-again', 'restore-last-parsing', 'explain'].includes(way);
}

/** Ways out that are a command; those of ours are told the file. */
const commandOfWay: Readonly<Record<Exclude<WayOut, 'retry' | 'save-and-retry' | 'go-to-line'>, string>> = {
  'preview-again': 'agentMigrator.previewMigration' satisfies CommandId,
  'restore-last-parsing': 'agentMigrator.restoreLastParsing' satisfies CommandId,
  explain: 'agentMigrator.explainScore' satisfies CommandId,
  'open-configuration': 'agentMigrator.openConfiguration' satisfies CommandId,
  'show-history': 'agentMigrator.showHistory' satisfies CommandId,
  'show-log': 'agentMigrator.showLog' satisfies CommandId,
  'manage-trust': 'workbench.trust.manage',
  'open-source-control': 'workbench.view.scm',
};

async function saveDocument(uri: vscode.Uri): Promise<boolean> {
  const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
  return document === undefined || document.save();
}

async function goToLine(uri: vscode.Uri, line: number): Promise<void> {
  const position = new vscode.Position(Math.max(0, line - 1), 0);
  await vscode.window.showTextDocument(uri, { selection: new vscode.Range(position, position) });
}

/** Somebody stopped it, or it gave way to a newer run of itself. */
export function isCancelled(error: unknown): boolean {
  if (error instanceof vscode.CancellationError) return true;
  if (error instanceof RefusedError) return error.reason.code === 'cancelled';
  return error instanceof Error && error.name === 'AbortError';
}
