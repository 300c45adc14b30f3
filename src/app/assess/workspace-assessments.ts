import type { AssessmentReport, FileAssessment } from '../../core/assess/assessment.js';
import type { Config } from '../../core/config/config.js';
import type { FleetInput } from '../../core/fleet/plan-waves.js';
import type { Disposable } from '../../core/emitter.js';
import type { SourceFile } from '../../core/workspace/source-file.js';
import type { ListeningAgent } from '../../core/workspace/listening-agent.js';
import type { Operation } from '../operation.js';

/** Its agents, who needs whom, and which are kept as they are. */
export type WorkspaceFleet = Pick<FleetInput, 'agents' | 'summary' | 'dependencies' | 'preserve'>;

/**
 * The assessments of a workspace, kept in memory while an editor is open. Paths are relative to the workspace, with `/`. What an unsaved
 * buffer holds counts for its own file at once and for other files when it is saved. Files are read off the calling thread.
 */
export interface WorkspaceAssessments extends Disposable {
  /** Reads the workspace anew, or for the first time; unchanged files come from the cache. */
  refresh(operation: Operation): Promise<void>;
  /** Files were created or written on disk; also configuration-like files (manifests). Unsaved buffers of these files are forgotten. */
  filesChanged(paths: readonly string[], operation: Operation): Promise<void>;
  filesDeleted(paths: readonly string[]): void;
  /**
   * Assesses the text of an open buffer. A later call for the same path makes this one reject with an AbortError.
   * The answer is also what `get` gives from now on, until the file changes on disk or `bufferClosed` is called.
   */
  assessText(path: string, text: string, operation: Operation): Promise<FileAssessment>;
  /** The unsaved text is gone: the file on disk counts again. */
  bufferClosed(path: string): void;
  /** Adds the tree checks and the interpreter's `compile()` to these files (saved content only); their readiness may change. */
  verify(paths: readonly string[], operation: Operation): Promise<void>;
  /** Takes another project configuration and assesses everything again from what is in memory. */
  configure(config: Config, operation: Operation): Promise<void>;
  /** `undefined` before the first refresh, and for files that are left out or hold nothing to say. */
  get(path: string): FileAssessment | undefined;
  /** Assesses a version of a file as if it stood in the workspace of now; keeps nothing of it. */
  judge(file: SourceFile): FileAssessment;
  /** Every file with an agent, a component or a problem, sorted by path. */
  all(): readonly FileAssessment[];
  /** Who listens where, as the start-up manifests say. */
  listening(): readonly ListeningAgent[];
  /** The report that `assess --json` prints, of what is in memory. */
  report(): AssessmentReport;
  /** What the waves of the agents in memory are planned from. */
  fleet(): WorkspaceFleet;
  /** Paths whose assessment is another one now, after every change. */
  readonly onDidChange: (listener: (paths: readonly string[]) => void) => Disposable;
}
