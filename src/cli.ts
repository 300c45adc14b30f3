import path from 'node:path';
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

/** What a worker makes of a file is soon handed over: in less room (V8 begins with 1 MiB) it would mostly be copied about before. */
const workerNurseryMiB = 16;

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

/** A reader that goes away (`… | head`) is no error of ours; whoever does not listen to remarks misses them, and the work goes on. */
function endQuietlyOnClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(exitCodes.done);
    process.exitCode = unwritten(error);
  });
  process.stderr.on('error', () => undefined);
}

function unwritten(error: unknown): number {
  process.stderr.write(`agent-migrator: The result could not be written: ${String(error)}\n`);
  return exitCodes.findings;
}

/** The shell still knows the name of a folder that was deleted; whatever is looked for there is then missing in words. */
function currentFolder(): string {
  try {
    return process.cwd();
  } catch {
    return process.env['PWD'] ?? path.parse(process.execPath).root;
  }
}

async function main(): Promise<void> {
  setFlagsFromString(`--max-inlined-bytecode-size-cumulative=${inlinedBytecodeBytes}`);
  setFlagsFromString(`--min-semi-space-size=${workerNurseryMiB}`);
  endQuietlyOnClosedPipe();
  const { stdout, stderr, env } = process;
  const noColor = (env['NO_COLOR'] ?? '') !== '';
  const output = new Output({ stdout, stderr, noColor });
  const argv = process.argv.slice(2);
  try {
    // Not process.exit: what was written to a pipe must still be read.
    process.exitCode = await runCli(
      { argv, cwd: currentFolder(), environment: env, output, signal: abortOnInterrupt() },
      commands,
    );
  } catch (error) {
    process.exitCode = unwritten(error);
  }
}

void main();
