import type * as vscode from 'vscode';
import type { MigratePorts } from '../app/change-ports.js';
import type { ContractInForce } from '../app/contract/contract-in-force.js';
import type { Operation } from '../app/operation.js';
import type { ContractQuestion } from '../app/contract/read-contract.js';
import type { WorkspaceAssessments } from '../app/assess/workspace-assessments.js';
import type { WorkspaceFiles } from '../app/ports/workspace-files.js';
import type { FilePlanner } from '../app/ports/file-planner.js';
import type { SourceQuestions } from '../app/ports/source-questions.js';
import type { StoreKeeper } from '../app/ports/store-keeper.js';
import type { CompileCheck } from '../app/ports/compile-check.js';
import type { ExecutionPermission, Validation } from '../app/ports/validation.js';
import type { VersionControl } from '../app/ports/version-control.js';
import type { Config } from '../core/config/config.js';
import type { Disposable } from '../core/emitter.js';

/** The engine of one workspace folder, as the use cases take it. */
export interface FolderEngine extends Disposable {
  readonly folder: vscode.WorkspaceFolder;
  /** The one store of scores; every surface reads from it. */
  readonly assessments: WorkspaceAssessments;
  readonly files: WorkspaceFiles;
  /** `agent-migrator.json` as it is now. Throws `ConfigurationError` when it cannot be used. */
  readonly config: () => Promise<Config>;
  /** The contract in force, or the one that a class offers; reads the workspace. */
  readonly readContract: (question: ContractQuestion, operation: Operation) => Promise<ContractInForce>;
  /** Small questions about the bytes of one source. */
  readonly questions: Pick<SourceQuestions, 'writtenAddresses' | 'facts'>;
  /** A planner that reads the workspace once, for a preview that is planned again with every tick. */
  readonly planOften: () => FilePlanner;
  readonly storeKeeper: StoreKeeper;
  /** Checks for one run; code of the workspace runs only where `execution` allows it. */
  readonly createValidation: (execution: (commandLine?: string) => ExecutionPermission) => Validation;
  /** Executable of the interpreter that was chosen: by the setting, in the Python extension, or `python3`. */
  readonly pythonCommand: () => string;
  /** Name and version of that interpreter, looked for anew. */
  readonly interpreter: (operation: Operation) => Promise<string | undefined>;
  /** The way to change files: through the editor, with the byte-exact writer behind it. */
  readonly ports: MigratePorts & {
    readonly versionControl: VersionControl;
    readonly compileCheck: CompileCheck;
  };
}
