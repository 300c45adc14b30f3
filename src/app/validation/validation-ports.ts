import type { Config } from '../../core/config/config.js';
import type { ParallelTest } from '../ports/parallel-test.js';
import type { ExecutionPermission } from '../ports/validation.js';
import type { WorkspacePorts } from '../ports/workspace-ports.js';

/** What a host lets a validation do; asked for at every one. */
export interface ValidationRules {
  readonly config: () => Config | Promise<Config>;
  readonly execution: () => ExecutionPermission;
}

/** What validating needs of the workspace. */
export interface ValidationPorts
  extends
    ValidationRules,
    Pick<WorkspacePorts, 'files' | 'scanner' | 'manifests' | 'inference' | 'compileCheck' | 'proofs'> {
  readonly changes: Pick<WorkspacePorts['changes'], 'store' | 'sources'>;
  readonly parallelTest: ParallelTest;
}
