import type * as vscode from 'vscode';
import type { Disposable } from '../core/emitter.js';
import type { WorkspaceAssessments } from '../app/workspace-assessments.js';

/** Everything the editor can ask of the engine about one workspace folder. */
export interface FolderEngine extends Disposable {
  readonly folder: vscode.WorkspaceFolder;
  /** The one store of scores; every surface reads from it. */
  readonly assessments: WorkspaceAssessments;
}
