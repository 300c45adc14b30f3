import type { ChangePorts } from '../change-ports.js';
import type { Clock } from './clock.js';
import type { CompileCheck } from './compile-check.js';
import type { ConfigurationFile } from './configuration-file.js';
import type { ContractInference } from './contract-inference.js';
import type { ManifestReader } from './manifest-reader.js';
import type { Planner } from './planner.js';
import type { ResultProofs } from './result-proofs.js';
import type { RunnableModules } from './runnable-modules.js';
import type { SourceQuestions } from './source-questions.js';
import type { SourceScanner } from './source-scanner.js';
import type { StoreKeeper } from './store-keeper.js';
import type { TelemetrySource } from './telemetry-source.js';
import type { VersionControl } from './version-control.js';
import type { WorkspaceFiles } from './workspace-files.js';

/** Everything through which the use cases meet the world of one workspace folder. */
export interface WorkspacePorts {
  readonly files: WorkspaceFiles;
  readonly scanner: SourceScanner;
  readonly manifests: ManifestReader;
  readonly inference: ContractInference;
  readonly compileCheck: CompileCheck;
  readonly planner: Planner;
  readonly proofs: ResultProofs;
  readonly questions: SourceQuestions;
  readonly runnableModules: RunnableModules;
  readonly clock: Clock;
  /** The store and the disk under it; an editor puts its own applier in front. */
  readonly changes: ChangePorts;
  readonly storeKeeper: StoreKeeper;
  readonly configurationFile: ConfigurationFile;
  readonly versionControl: VersionControl;
  /** Made when it is asked for, and disposed by whoever asked: measuring needs a worker and a process. */
  readonly createTelemetry: () => TelemetrySource;
  /** Ends workers and closes what is open; the ports are not used after it. */
  dispose(): Promise<void>;
}
