import { version } from '../../package.json';
import type { ListedWorkspace } from '../app/assess/begin-assessment.js';
import { composePorts } from './compose.js';
import type { Workers } from './compose-beginning.js';
import { exitCodeOf, exitCodes, isCancellation, isUsage, type ExitCode } from './exit-codes.js';
import { helpFor, overview } from './arguments/help.js';
import type { Output } from './output.js';
import { resolveWorkspace } from './locations.js';
import { parseArguments, type Invocation } from './arguments/parse-arguments.js';
import { commands } from './registry.js';
import { withoutSystemErrors } from '../app/system-reason.js';
import { RefusedError } from '../core/reason.js';
import { UsageError } from './arguments/usage-error.js';

export interface CliHost {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly output: Output;
  readonly signal: AbortSignal;
  /** What the beginning of an assessment has listed already. */
  readonly listed?: ListedWorkspace;
  /** Those that have begun to get ready for it. */
  readonly workers?: Workers;
}

/** Runs one command line and answers with the process's exit code; throws only when its result cannot be written. */
export async function runCli(host: CliHost): Promise<ExitCode> {
  try {
    const invocation = parseArguments(host.argv, commands);
    return showText(host, invocation) ?? (await runCommand(host, invocation));
  } catch (thrown) {
    const error = withoutSystemErrors(thrown);
    present(error, host);
    return exitCodeOf(error);
  } finally {
    host.output.clearProgress();
  }
}

/** `--version`, `--help` and no command at all end here. */
function showText(host: CliHost, { command, globals }: Invocation): ExitCode | undefined {
  if (globals.version === true) host.output.text(`${version}\n`);
  else if (globals.help === true) host.output.text(command ? helpFor(command) : overview(commands));
  else if (command === undefined) throw new UsageError('No command was given. See "agent-migrator --help".');
  else return undefined;
  return exitCodes.done;
}

async function runCommand(host: CliHost, { command, input, globals }: Invocation): Promise<ExitCode> {
  if (command === undefined) return exitCodes.usage;
  const { cwd, output, signal, environment, listed, workers } = host;
  const { workspace, configFile } = await resolveWorkspace({
    cwd,
    workspace: globals.workspace,
    config: globals.config,
  });
  const ports = composePorts({ workspace, environment, workers });
  const operation = { signal, onProgress: (progress: Parameters<Output['progress']>[0]) => output.progress(progress) };
  try {
    const json = globals.json === true;
    const context = { workspace, cwd, configFile, json, output, operation, ports };
    return await command.run(listed ? { ...context, listed } : context, input);
  } finally {
    await ports.dispose();
  }
}

/** With `--json` an error is a document too, so that a script always finds exactly one. */
function present(error: unknown, { output, argv }: CliHost): void {
  const cancelled = isCancellation(error);
  const message = cancelled ? 'Cancelled.' : error instanceof Error ? error.message : String(error);
  if (argv.includes('--json')) output.document({ schemaVersion: 1, error: asReason(error, message) });
  output.note(cancelled ? message : `agent-migrator: ${message}`);
  const isExpected = cancelled || isUsage(error) || error instanceof RefusedError;
  if (!isExpected) output.note('This is a defect of Agent Migrator; please report it with the command that led to it.');
}

function asReason(error: unknown, message: string): { readonly code: string; readonly message: string } {
  if (isCancellation(error)) return { code: 'cancelled', message };
  if (error instanceof RefusedError) return error.reason;
  return { code: isUsage(error) ? 'usage' : 'defect', message };
}
