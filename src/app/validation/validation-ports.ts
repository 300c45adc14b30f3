import type { Config } from '../../core/config/config.js';
import type { FoundInterpreter } from '../ports/compile-check.js';
import type { ExampleRecorder } from '../ports/example-recorder.js';
import type { LiveAgents } from '../ports/live-agents.js';
import type { ParallelTest } from '../ports/parallel-test.js';
import type { SpeedComparison } from '../ports/speed-comparison.js';
import type { ExecutionPermission } from '../ports/validation.js';
import type { WorkspacePorts } from '../ports/workspace-ports.js';

/** What a host lets a validation do; asked for at every one. */
export interface ValidationRules {
  readonly config: () => Config | Promise<Config>;
  /** Whether that command line may run code of the workspace; the interpreter's where none is named. */
  readonly execution: (commandLine?: string) => ExecutionPermission;
}

/** What validating needs of the workspace. */
export interface ValidationPorts
  extends
    ValidationRules,
    Pick<WorkspacePorts, 'files' | 'scanner' | 'manifests' | 'inference' | 'questions' | 'compileCheck' | 'proofs'> {
  readonly changes: Pick<WorkspacePorts['changes'], 'store' | 'sources' | 'applier' | 'settler'>;
  /** What runs TypeScript agents, as JavaScript. */
  readonly node: FoundInterpreter;
  readonly parallelTest: ParallelTest;
  readonly speed: SpeedComparison;
  readonly examples: ExampleRecorder;
  readonly live: LiveAgents;
}
