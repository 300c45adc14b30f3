import { version } from '../../package.json';
import type { Command } from './command.js';
import { composePorts, resolveWorkspace } from './compose.js';
import { exitCodeOf, exitCodes, isCancellation, type ExitCode } from './exit-codes.js';
import { helpFor, overview } from './help.js';
import type { Output } from './output.js';
import { parseArguments, type Invocation } from './parse-arguments.js';
import { RefusedError } from '../core/reason.js';
import { UsageError } from './usage-error.js';

export interface CliHost {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly output: Output;
  readonly signal: AbortSignal;
}

/** Runs one command line and answers with the process's exit code; never throws. */
export async function runCli(host: CliHost, commands: readonly Command[]): Promise<ExitCode> {
  try {
    const invocation = parseArguments(host.argv, commands);
    return showText(host, invocation, commands) ?? (await runCommand(host, invocation));
  } catch (error) {
    present(error, host);
    return exitCodeOf(error);
  } finally {
    host.output.clearProgress();
  }
}

/** `--version`, `--help` and no command at all end here. */
function showText(host: CliHost, { command, globals }: Invocation, commands: readonly Command[]): ExitCode | undefined {
  if (globals.version === true) host.output.text(`${version}\n`);
  else if (globals.help === true) host.output.text(command ? helpFor(command) : overview(commands));
  else if (command === undefined) throw new UsageError('No command was given. See "agent-migrator --help".');
  else return undefined;
  return exitCodes.done;
}

async function runCommand(host: CliHost, { command, input, globals }: Invocation): Promise<ExitCode> {
  if (command === undefined) return exitCodes.usage;
  const { cwd, output, signal, environment } = host;
  const { workspace, configFile } = await resolveWorkspace({
    cwd,
    workspace: globals.workspace,
    config: globals.config,
  });
  const ports = composePorts({ workspace, environment });
  const operation = { signal, onProgress: (progress: Parameters<Output['progress']>[0]) => output.progress(progress) };
  try {
    const json = globals.json === true;
    return await command.run({ workspace, cwd, configFile, json, output, operation, ports }, input);
  } finally {
    await ports.dispose();
  }
}

/** With `--json` an error is a document too, so that a script always finds exactly one. */
function present(error: unknown, { output, argv }: CliHost): void {
  const message = error instanceof Error ? error.message : String(error);
  if (argv.includes('--json')) output.document({ schemaVersion: 1, error: asReason(error, message) });
  const prefix = isCancellation(error) ? 'Cancelled' : 'agent-migrator';
  output.note(isCancellation(error) ? 'Cancelled.' : `${prefix}: ${message}`);
  if (isDefect(error)) output.note('This is a defect of Agent Migrator; nothing was changed by the step that failed.');
}

function asReason(error: unknown, message: string): { readonly code: string; readonly message: string } {
  if (error instanceof RefusedError) return error.reason;
  if (isCancellation(error)) return { code: 'cancelled', message: 'Cancelled.' };
  return { code: error instanceof UsageError ? 'usage' : 'defect', message };
}

function isDefect(error: unknown): boolean {
  return !(error instanceof UsageError || error instanceof RefusedError || isCancellation(error));
}
