import { createRequire } from 'node:module';
import path from 'node:path';
import type * as runCli from './run-cli.js';

/** The commands stand in a file of their own, with the engine behind them: what is answered without it does not wait for it. */
export function loadCommands(): typeof runCli {
  const script = path.join(__dirname, 'commands.js');
  return createRequire(script)(script) as typeof runCli;
}
