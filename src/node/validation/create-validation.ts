import path from 'node:path';
import type { Validation } from '../../app/ports/validation.js';
import type { WorkspacePorts } from '../../app/ports/workspace-ports.js';
import type { ValidationPorts } from '../../app/validation/validation-ports.js';
import { Validator } from '../../app/validation/validator.js';
import { createLiveAgents } from './live/live-agents.js';
import { createExampleRecorder } from './parallel-test/example-recorder.js';
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
export type ValidationNeeds = Omit<ValidationPorts, 'node' | 'parallelTest' | 'speed' | 'examples' | 'live'> &
  Pick<WorkspacePorts, 'runnableModules'>;

/** One run of validations on the local machine. */
export function createValidation(needs: ValidationNeeds, { root, environment, distDir }: ValidationHost): Validation {
  const ofPython = (name: string): string => path.join(distDir, '..', 'media', 'parallel-test', name);
  const harnesses = { python: ofPython('run.py'), typescript: path.join(distDir, 'parallel-test.js') };
  const local = { workspaceRoot: root, environment };
  return new Validator({
    ...needs,
    node: { name: `Node.js ${process.versions.node}`, command: [process.execPath] },
    parallelTest: createParallelTest({ ...local, harnesses, runnableModules: needs.runnableModules }),
    examples: createExampleRecorder({ ...local, harness: ofPython('examples.py') }),
    live: createLiveAgents({ ...local, client: ofPython('ask.py') }),
    speed: createSpeedComparison(local),
  });
}
