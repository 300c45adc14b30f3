// How to add a command: write `src/cli/commands/<name>.ts` that exports one `defineCommand({ … })`, and add it to the list in
// `src/cli/registry.ts`. Parsing, --help, --json, --workspace, --config, cancellation and exit codes on errors are done for it:
// throw `UsageError` for exit 2, `RefusedError` for exit 3, let an AbortError pass for exit 130, and return the exit code otherwise.
// A command reaches the world through `context.ports` alone (built in `src/node/local-ports.ts`), prints its one JSON document with
// `context.output.document(…)`, text for people with `context.output.text(…)` and everything else with `context.output.note(…)`.
import type { ListedWorkspace } from '../app/assess/begin-assessment.js';
import type { Operation } from '../app/operation.js';
import type { CliPorts } from './cli-ports.js';
import type { ExitCode } from './exit-codes.js';
import type { Output } from './output.js';

export interface OptionSpec {
  readonly type: 'boolean' | 'string';
  readonly short?: string;
  /** May be given several times; its value is then a list. */
  readonly multiple?: boolean;
  readonly summary: string;
  /** What the value is called in help, such as `DIR`. */
  readonly value?: string;
  /** The only values that are taken. */
  readonly choices?: readonly string[];
}

export type OptionTable = Readonly<Record<string, OptionSpec>>;

type OptionValue<T extends OptionSpec> = T extends { readonly type: 'boolean' }
  ? boolean
  : T extends { readonly choices: readonly (infer Choice)[] }
    ? Choice
    : T extends { readonly multiple: true }
      ? readonly string[]
      : string;

export type OptionValues<T extends OptionTable> = { readonly [Name in keyof T]?: OptionValue<T[Name]> };

export interface CommandInput<T extends OptionTable = OptionTable> {
  readonly values: OptionValues<T>;
  readonly positionals: readonly string[];
}

/** What a command is given besides its own arguments. */
export interface CommandContext {
  /** Absolute path of the workspace folder, symbolic links resolved. */
  readonly workspace: string;
  /** Absolute path that relative arguments are resolved against. */
  readonly cwd: string;
  /** Absolute path of the configuration file given with `--config`. */
  readonly configFile: string | undefined;
  /** The user asked for exactly one JSON document. */
  readonly json: boolean;
  readonly output: Output;
  readonly operation: Operation;
  /** What has been listed for an assessment already. */
  readonly listed?: ListedWorkspace;
  readonly ports: CliPorts;
}

export interface CommandSpec<T extends OptionTable> {
  readonly name: string;
  /** How its arguments are written in help: `FILE`, `[PATH…]`; empty when it takes none. */
  readonly arguments: string;
  /** At least and at most so many arguments; any number when absent. */
  readonly arity?: { readonly min: number; readonly max: number };
  readonly summary: string;
  readonly options: T;
  run(context: CommandContext, input: CommandInput<T>): Promise<ExitCode>;
}

export type Command = CommandSpec<OptionTable>;

/** What a command is on the command line, without what it does. */
export type CommandShape = Pick<Command, 'name' | 'arguments' | 'arity' | 'options'>;

/** Keeps the types of the options for `run` while the registry sees all commands as one kind of thing. */
export function defineCommand<const T extends OptionTable>(spec: CommandSpec<T>): Command {
  return {
    ...spec,
    // The values were checked against `spec.options` by the parser, which is what the type says.
    run: (context, input) => spec.run(context, input as CommandInput<T>),
  };
}
