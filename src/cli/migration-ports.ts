import type { MigratePorts } from '../app/change-ports.js';
import type { FilePlanner } from '../app/ports/file-planner.js';
import { WorkspacePlanner } from '../app/plan/workspace-planner.js';
import type { CommandContext } from './command.js';
import { configuration } from './configuration.js';
import { validationOf } from './validation.js';

/** Plans files by what the workspace holds now, read once for all of them. */
export function newPlanner(context: CommandContext): WorkspacePlanner['planFile'] {
  return new WorkspacePlanner(context.ports, { config: () => configuration(context), readOnce: true }).planFile;
}

/** What a migration goes through on the command line: the workspace's own ways, these plans, and the checks on each file in its place. */
export function migrationPorts(context: CommandContext, planFile: FilePlanner, mayExecute: boolean): MigratePorts {
  const { changes, files, versionControl } = context.ports;
  return { ...changes, files, versionControl, planFile, validate: validationOf(context, mayExecute).validateStages };
}
