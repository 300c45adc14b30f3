import type { Command, OptionTable } from '../command.js';
import { globalOptions } from './global-options.js';

const width = 28;

export function helpFor(command: Command): string {
  const usage = ['agent-migrator', command.name, command.arguments, '[options]'].filter(Boolean).join(' ');
  const own = Object.keys(command.options).length > 0 ? `\nOptions:\n${optionLines(command.options)}\n` : '';
  return `${sentence(command.summary)}\n\nUsage: ${usage}\n${own}\nEvery command takes:\n${optionLines(globalOptions)}\n`;
}

export function overview(commands: readonly Command[]): string {
  const lines = commands.map((command) => row(`${command.name} ${command.arguments}`.trim(), command.summary));
  return [
    'Moves legacy agents onto one base class without breaking them.',
    '',
    'Usage: agent-migrator COMMAND [options]',
    '',
    'Commands:',
    ...lines,
    '',
    'Every command takes:',
    optionLines(globalOptions),
    '',
    'Exit codes: 0 done, 1 findings or a failed check, 2 wrong usage or configuration, 3 refused,',
    '            4 migrated, failed validation and rolled back, 130 cancelled.',
    '',
  ].join('\n');
}

function optionLines(table: OptionTable): string {
  return Object.entries(table)
    .map(([name, spec]) => {
      const value = spec.type === 'string' ? ` ${spec.choices?.join('|') ?? spec.value ?? 'VALUE'}` : '';
      const short = spec.short === undefined ? '' : `-${spec.short}, `;
      return row(`${short}--${name}${value}`, spec.summary);
    })
    .join('\n');
}

/** A long left side gets a line of its own, so that the right side stays one column. */
function row(left: string, right: string): string {
  return left.length > width ? `  ${left}\n  ${' '.repeat(width)}  ${right}` : `  ${left.padEnd(width)}  ${right}`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
