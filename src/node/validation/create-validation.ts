import path from 'node:path';
import type { Validation } from '../../app/ports/validation.js';
import type { WorkspacePorts } from '../../app/ports/workspace-ports.js';
import type { ValidationPorts } from '../../app/validation/validation-ports.js';
import { Validator } from '../../app/validation/validator.js';
import { createParallelTest } from './parallel-test/parallel-test.js';
import { createSpeedComparison } from './speed/speed-comparison.js';

/** Where the checks run that start processes. */
export interface ValidationHost {
  /** Absolute path of the workspace folder. */
  readonly root: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Absolute path of the folder with the built files; `media` stands beside it. */
  readonly distDir: string;
}

/** What the workspace gives; the rest is made here. */
export type ValidationNeeds = Omit<ValidationPorts, 'node' | 'parallelTest' | 'speed'> &
  Pick<WorkspacePorts, 'runnableModules'>;

/** One run of validations on the local machine. */
export function createValidation(needs: ValidationNeeds, { root, environment, distDir }: ValidationHost): Validation {
  const harnesses = {
    python: path.join(distDir, '..', 'media', 'parallel-test', 'run.py'),
    typescript: path.join(distDir, 'parallel-test.js'),
  };
  const { runnableModules } = needs;
  const parallelTest = createParallelTest({ workspaceRoot: root, harnesses, environment, runnableModules });
  const node = { name: `Node.js ${process.versions.node}`, command: [process.execPath] } as const;
  const speed = createSpeedComparison({ workspaceRoot: root, environment });
  return new Validator({ ...needs, node, parallelTest, speed });
}
