import { setFlagsFromString } from 'node:v8';
import { Output } from './cli/output.js';
import { exitCodes } from './cli/exit-codes.js';
import { commands } from './cli/registry.js';
import { runCli } from './cli/run-cli.js';

/**
 * Half of the processor time of a cold assessment goes into V8's optimizing compiler, in each worker anew, most of it for what is inlined into
 * hot functions. A process of seconds does not earn that back: with less inlined (V8's own limit is 920), all of it takes a fifth less.
 */
const inlinedBytecodeBytes = 200;

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
  setFlagsFromString(`--max-inlined-bytecode-size-cumulative=${inlinedBytecodeBytes}`);
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
