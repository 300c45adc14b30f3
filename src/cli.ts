import { Output } from './cli/output.js';
import { exitCodes } from './cli/exit-codes.js';
import { commands } from './cli/registry.js';
import { runCli } from './cli/run-cli.js';

/** The first interrupt lets the command stop in order; a second one ends the process at once. */
function abortOnInterrupt(): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(exitCodes.cancelled);
    controller.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return controller.signal;
}

/** A reader that goes away (`… | head`) is no error of ours. */
function endQuietlyOnClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(exitCodes.done);
    throw error;
  });
}

async function main(): Promise<void> {
  endQuietlyOnClosedPipe();
  const { stdout, stderr, env } = process;
  const noColor = (env['NO_COLOR'] ?? '') !== '';
  const output = new Output({ stdout, stderr, noColor });
  const argv = process.argv.slice(2);
  // Not process.exit: what was written to a pipe must still be read.
  process.exitCode = await runCli(
    { argv, cwd: process.cwd(), environment: env, output, signal: abortOnInterrupt() },
    commands,
  );
}

void main();
