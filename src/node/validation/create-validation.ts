import path from 'node:path';
import type { Validation } from '../../app/ports/validation.js';
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
export type ValidationNeeds = Omit<ValidationPorts, 'parallelTest' | 'speed' | 'examples' | 'live'>;

/** One run of validations on the local machine. */
export function createValidation(needs: ValidationNeeds, { root, environment, distDir }: ValidationHost): Validation {
  const harness = (name: string): string => path.join(distDir, '..', 'media', 'parallel-test', name);
  const local = { workspaceRoot: root, environment };
  return new Validator({
    ...needs,
    parallelTest: createParallelTest({ ...local, harness: harness('run.py') }),
    examples: createExampleRecorder({ ...local, harness: harness('examples.py') }),
    live: createLiveAgents({ ...local, client: harness('ask.py') }),
    speed: createSpeedComparison(local),
  });
}
