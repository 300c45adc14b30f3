import path from 'node:path';
import { stateDirectory, type Environment } from '../store/state-directory.js';

/** Where what was measured is kept, for all windows and processes of this user. */
export function telemetryFolder(environment: Environment): string {
  return path.join(stateDirectory(environment), 'telemetry');
}
