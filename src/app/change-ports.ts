import type { Applier, ChangeSettler } from './ports/applier.js';
import type { FilePlanner } from './ports/file-planner.js';
import type { InPlaceValidator } from './ports/in-place-validator.js';
import type { MigrationStore } from './ports/migration-store.js';
import type { SourceQuestions } from './ports/source-questions.js';
import type { SourceReader } from './ports/source-reader.js';
import type { VersionControl } from './ports/version-control.js';
import type { WorkspaceFiles } from './ports/workspace-files.js';

/** What every use case that changes a file of the user goes through. */
export interface ChangePorts {
  readonly store: MigrationStore;
  readonly sources: SourceReader;
  readonly applier: Applier;
  readonly settler: ChangeSettler;
  readonly questions: Pick<SourceQuestions, 'parses'>;
}

export interface RollbackPorts extends ChangePorts {
  /** To find a file that was renamed. */
  readonly files: Pick<WorkspaceFiles, 'list'>;
}

export interface MigratePorts extends ChangePorts {
  readonly files: Pick<WorkspaceFiles, 'list' | 'kindOf'>;
  readonly planFile: FilePlanner;
  readonly versionControl: Pick<VersionControl, 'operationInProgress' | 'hasUncommittedChanges'>;
  /** Checks on the file in its place; a migration that fails them is taken back. */
  readonly validate?: InPlaceValidator;
}
