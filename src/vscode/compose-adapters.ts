import { createRequire } from 'node:module';
import path from 'node:path';
import type * as adapters from '../node/editor-adapters.js';

/** The adapters of the local machine. They stand in a file of their own, which activation does not read: the first folder does. */
export function loadAdapters(distDir: string): typeof adapters {
  const script = path.join(distDir, 'adapters.js');
  return createRequire(script)(script) as typeof adapters;
}
