import type * as vscode from 'vscode';
import { isCancelled } from '../present-error.js';
import { runCommand } from '../commands.js';
import type { Dialogs } from '../dialogs.js';
import type { Log } from '../log.js';
import type { TestExplorer } from './test-explorer.js';

export interface AfterMigrationParts {
  readonly tests: TestExplorer;
  readonly dialogs: Dialogs;
  readonly log: Log;
}

/** Checks what was migrated and asks what to do where a check failed. Never rejects. */
export async function checkAfterMigration(
  { tests, dialogs, log }: AfterMigrationParts,
  uri: vscode.Uri,
): Promise<void> {
  try {
    const report = await tests.checkFile(uri);
    const failed = report?.checks.find(({ status }) => status === 'fail');
    if (report === undefined || failed === undefined) return;
    const [rollBack, keep, show] = ['Roll Back', 'Keep', 'Show'];
    const message = `${report.path}: the check "${failed.id}" failed after its migration. ${failed.detail}`;
    const chosen = await dialogs.notify('warning', message, rollBack, keep, show);
    if (chosen === rollBack) await runCommand('agentMigrator.rollback', uri);
    if (chosen === show) await tests.showFailure(uri, failed);
  } catch (error) {
    if (!isCancelled(error)) log.error('Checking what was migrated failed', error);
  }
}
