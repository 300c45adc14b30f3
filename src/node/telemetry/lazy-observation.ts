import { createRequire } from 'node:module';
import path from 'node:path';
import type { Observation } from '../../app/ports/observation.js';
import type * as observation from './create-observation.js';

/** Observation stands in a file of its own: only who watches pays for loading it. */
export function lazyObservation(options: observation.ObservationOptions): Observation {
  const script = path.join(options.distDir, 'observation.js');
  return (createRequire(script)(script) as typeof observation).createObservation(options);
}
