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

/** A file with the classes that are wanted of it; all of its agents when absent. */
interface WantedFile {
  readonly uri: vscode.Uri;
  readonly classes?: readonly string[];
  readonly edits?: readonly string[];
}

/** Targets in one file are one plan: it is written once. */
function filesOf(targets: readonly AgentTarget[]): readonly WantedFile[] {
  const files = new Map<string, WantedFile>();
  for (const { uri, class: name, edits } of targets) {
    const before = files.get(uri.toString());
    const classes = name === undefined || (before && !before.classes) ? undefined : [...(before?.classes ?? []), name];
    const wanted =
      before?.edits === undefined && edits === undefined ? undefined : [...(before?.edits ?? []), ...(edits ?? [])];
    files.set(uri.toString(), { uri, ...(classes ? { classes } : {}), ...(wanted ? { edits: wanted } : {}) });
  }
  return [...files.values()];
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
  const files = filesOf(targets);
  for (const [done, target] of files.entries()) {
    operation.onProgress?.({ done, total: files.length, label: vscode.workspace.asRelativePath(target.uri) });
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
  { uri, classes, edits }: WantedFile,
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
    ...(classes === undefined ? {} : { classes }),
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
