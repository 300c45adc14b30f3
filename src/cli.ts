import path from 'node:path';
import { beginHere } from './cli/begin-here.js';
import { exitCodes } from './cli/exit-codes.js';
import { loadCommands } from './cli/load-commands.js';
import { Output } from './cli/output.js';
import type { CliHost } from './cli/run-cli.js';
import { optimizeAgain, spareOptimizing } from './cli/v8-flags.js';

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

/** Most of what a command takes where there is little to do is the loading of the commands: an answer that is known does without. */
async function run(host: CliHost): Promise<number> {
  spareOptimizing();
  const { document, ...begun } = await beginHere(host);
  if (!document) {
    optimizeAgain();
    return await loadCommands().runCli({ ...host, ...begun });
  }
  host.output.documentText(document);
  return exitCodes.done;
}

async function main(): Promise<void> {
  endQuietlyOnClosedPipe();
  const { stdout, stderr, env } = process;
  const noColor = (env['NO_COLOR'] ?? '') !== '';
  const output = new Output({ stdout, stderr, noColor });
  const argv = process.argv.slice(2);
  try {
    // Not process.exit: what was written to a pipe must still be read.
    process.exitCode = await run({ argv, cwd: currentFolder(), environment: env, output, signal: abortOnInterrupt() });
  } catch (error) {
    process.exitCode = unwritten(error);
  }
}

void main();
