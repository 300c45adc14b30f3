import { createRequire } from 'node:module';
import path from 'node:path';
import type * as workers from './create-workers.js';

/** What starts workers and talks to them stands in a file of its own: a command line begins with it, before it reads its commands. */
export function loadWorkers(distDir: string): typeof workers {
  const script = path.join(distDir, 'workers.js');
  return createRequire(script)(script) as typeof workers;
}
