import type * as vscode from 'vscode';
import type { InPlaceValidator } from '../../app/ports/in-place-validator.js';
import type { FolderEngine } from '../folder-engine.js';

/** How what a migration applies is checked. */
export interface AppliedChecks {
  /** A single file was changed: checks it behind, and asks what becomes of it where a check fails. */
  readonly applied: (uri: vscode.Uri) => void;
  /** For a run over several files: checks before each counts. */
  readonly inPlace: (engine: FolderEngine) => InPlaceValidator;
}
