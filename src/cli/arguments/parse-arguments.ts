import { parseArgs } from 'node:util';
import { nearestName } from '../../core/text/nearest-name.js';
import type { Command, CommandInput, CommandShape, OptionSpec, OptionTable } from '../command.js';
import { globalOptions } from './global-options.js';
import { UsageError } from './usage-error.js';

export interface Invocation<C extends CommandShape = Command> {
  /** Absent when none was named. */
  readonly command: C | undefined;
  readonly input: CommandInput;
  readonly globals: CommandInput<typeof globalOptions>['values'];
}

/** Finds the command, which may stand before or after options, and checks every option against what it takes. */
export function parseArguments<C extends CommandShape>(argv: readonly string[], commands: readonly C[]): Invocation<C> {
  const { name, index } = findCommandName(argv, commands);
  const command = name === undefined ? undefined : commandNamed(name, commands);
  const rest = index === undefined ? argv : argv.filter((_, at) => at !== index);
  const options = { ...command?.options, ...globalOptions };
  const { values, positionals } = parseStrictly(rest, options, command);
  checkNotEmpty(values, positionals);
  checkChoices(values, options);
  const wantsText = values['help'] === true || values['version'] === true;
  if (command && !wantsText) checkArity(command, positionals);
  // parseStrictly has checked names and kinds of values against the tables.
  const checked = values as CommandInput['values'];
  return { command, input: { values: checked, positionals }, globals: checked };
}

/** The command is the first word that is neither an option nor an option's value, whichever command's option it is. */
function findCommandName(
  argv: readonly string[],
  commands: readonly CommandShape[],
): { name?: string; index?: number } {
  const everyOption: OptionTable = Object.assign(
    {},
    ...commands.map((one) => one.options),
    globalOptions,
  ) as OptionTable;
  const { tokens } = parseArgs({
    args: [...argv],
    options: toParserOptions(everyOption),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const first = tokens.find((token) => token.kind === 'positional');
  return first?.kind === 'positional' ? { name: first.value, index: first.index } : {};
}

function commandNamed<C extends CommandShape>(name: string, commands: readonly C[]): C {
  const found = commands.find((command) => command.name === name);
  if (found) return found;
  const names = commands.map((command) => command.name);
  const near = nearestName(name, names);
  const hint = near === undefined ? `The commands are: ${names.join(', ')}.` : `Did you mean "${near}"?`;
  throw new UsageError(`There is no command "${name}". ${hint}`);
}

function parseStrictly(args: readonly string[], options: OptionTable, command: CommandShape | undefined) {
  try {
    return parseArgs({
      args: [...args],
      options: toParserOptions(options),
      strict: true,
      allowPositionals: true,
    });
  } catch (error) {
    throw new UsageError(explain(error, args, options, command), { cause: error });
  }
}

function explain(
  error: unknown,
  args: readonly string[],
  options: OptionTable,
  command: CommandShape | undefined,
): string {
  const unknown = args.find((word) => word.startsWith('--') && !((word.slice(2).split('=')[0] ?? '') in options));
  const see = `See "agent-migrator ${command ? `${command.name} ` : ''}--help".`;
  if (isParseError(error, 'ERR_PARSE_ARGS_UNKNOWN_OPTION') && unknown !== undefined) {
    const name = unknown.slice(2).split('=')[0] ?? '';
    const near = nearestName(name, Object.keys(options));
    const hint = near === undefined ? see : `Did you mean "--${near}"?`;
    return `Unknown option "--${name}"${command ? ` for "${command.name}"` : ''}. ${hint}`;
  }
  const said = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  return `${said.replace(/\.$/u, '')}. ${see}`;
}

function isParseError(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/** What a script's unset variable leaves behind; taken for a path it would name the whole folder. */
function checkNotEmpty(values: Readonly<Record<string, unknown>>, positionals: readonly string[]): void {
  const option = Object.keys(values).find((name) => [values[name]].flat().includes(''));
  if (option !== undefined) throw new UsageError(`--${option} was given an empty value. Give it one or leave it out.`);
  if (positionals.includes(''))
    throw new UsageError('An argument is empty. Write "." for the current folder, or leave it out.');
}

function checkChoices(values: Readonly<Record<string, unknown>>, options: OptionTable): void {
  for (const [name, value] of Object.entries(values)) {
    const choices = options[name]?.choices;
    if (choices === undefined || typeof value !== 'string' || choices.includes(value)) continue;
    const near = nearestName(value, choices);
    const hint = near === undefined ? '' : ` Did you mean "${near}"?`;
    throw new UsageError(`"${value}" is no value of --${name}; it takes ${choices.join(', ')}.${hint}`);
  }
}

function checkArity({ name, arity, arguments: shape }: CommandShape, positionals: readonly string[]): void {
  if (arity === undefined || (positionals.length >= arity.min && positionals.length <= arity.max)) return;
  const extra = positionals[arity.max];
  const wrong = extra === undefined ? `"${name}" needs an argument` : `"${name}" does not take the argument "${extra}"`;
  throw new UsageError(`${wrong}. Usage: agent-migrator ${[name, shape, '[options]'].filter(Boolean).join(' ')}`);
}

interface ParserOption {
  type: OptionSpec['type'];
  short?: string;
  multiple?: boolean;
}

function toParserOptions(table: OptionTable): Record<string, ParserOption> {
  const entries = Object.entries(table).map(([name, spec]): [string, ParserOption] => [
    name,
    {
      type: spec.type,
      ...(spec.short === undefined ? {} : { short: spec.short }),
      ...(spec.multiple === undefined ? {} : { multiple: spec.multiple }),
    },
  ]);
  return Object.fromEntries(entries);
}
