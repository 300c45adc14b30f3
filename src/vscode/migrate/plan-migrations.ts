import * as vscode from 'vscode';
import type { Operation } from '../../app/operation.js';
import { RefusedError } from '../../core/reason.js';
import type { Reason } from '../../core/reason.js';
import type { AgentTarget } from '../agent-target.js';
import { FileRefusedError } from '../present-error.js';
import type { WorkspaceFile, WorkspaceFolders } from '../workspace-folders.js';
import { FileMigration } from './file-migration.js';

export interface PlannedMigration {
  readonly file: WorkspaceFile;
  readonly migration: FileMigration;
}

export interface RefusedFile {
  readonly uri: vscode.Uri;
  readonly reason: Reason;
}

/** What can be migrated and what cannot; one file that refuses leaves the others alone. */
export interface PlannedMigrations {
  readonly planned: readonly PlannedMigration[];
  readonly refused: readonly RefusedFile[];
}

/** Plans each file by itself. Nothing is written. */
export async function planMigrations(
  folders: WorkspaceFolders,
  targets: readonly AgentTarget[],
  includeReview: (uri: vscode.Uri) => boolean,
  operation: Operation,
): Promise<PlannedMigrations> {
  const planned: PlannedMigration[] = [];
  const refused: RefusedFile[] = [];
  for (const [done, target] of targets.entries()) {
    operation.onProgress?.({ done, total: targets.length, label: vscode.workspace.asRelativePath(target.uri) });
    operation.signal.throwIfAborted();
    try {
      planned.push(await planOne(folders, target, includeReview(target.uri), operation));
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      refused.push({ uri: target.uri, reason: error.reason });
    }
  }
  return { planned, refused };
}

async function planOne(
  folders: WorkspaceFolders,
  { uri, class: className, edits }: AgentTarget,
  includeReview: boolean,
  operation: Operation,
): Promise<PlannedMigration> {
  const file = folders.find(uri);
  if (file === undefined) {
    throw new FileRefusedError(uri, {
      code: 'not-a-file',
      message: `${uri.fsPath} is not in a local folder of this workspace.`,
    });
  }
  if (isDirty(uri)) {
    throw new FileRefusedError(uri, {
      code: 'dirty',
      message: `${file.path} has unsaved changes. Save or discard them, then try again.`,
    });
  }
  const bytes = await vscode.workspace.fs.readFile(uri);
  const request = {
    path: file.path,
    bytes,
    through: 'integration',
    includeReview,
    ...(className === undefined ? {} : { classes: [className] }),
  } as const;
  const planFile = file.engine.planOften();
  const migration =
    edits === undefined
      ? await FileMigration.plan(request, planFile, operation)
      : await FileMigration.planOnly(request, edits, planFile, operation);
  const reason = migration.plan.refused;
  if (reason !== null) throw new FileRefusedError(uri, reason);
  return { file, migration };
}

function isDirty(uri: vscode.Uri): boolean {
  const key = uri.toString();
  return vscode.workspace.textDocuments.some((document) => document.isDirty && document.uri.toString() === key);
}
