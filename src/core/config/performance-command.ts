import { matchesPath } from './agent-pattern.js';

/** Program and arguments. */
export type CommandLine = readonly [program: string, ...rest: string[]];

/** How the speed of some agents is measured. */
export interface PerformanceRule {
  /** Glob of agent files, relative to the workspace; the first rule that matches a file decides. */
  readonly files: string;
  /** `{path}` stands for a file with the version that is measured. */
  readonly command: CommandLine;
}

/** The command that measures the agent of that file; `undefined` when there is none. */
export function performanceCommand(rules: readonly PerformanceRule[], path: string): CommandLine | undefined {
  return rules.find(({ files }) => matchesPath(files, path))?.command;
}

/** A command as a person would write it: with quotes where it is not obvious where a part ends. */
export function commandLineText(command: CommandLine): string {
  return command.map((part) => (/^[\w./:=@%{}+-]+$/u.test(part) ? part : JSON.stringify(part))).join(' ');
}
