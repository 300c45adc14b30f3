import { assessWorkspace } from '../app/assess/assess-workspace.js';
import { readHistory } from '../app/report/history.js';
import { migrate } from '../app/migrate/migrate.js';
import { readSource } from '../app/assess/read-source.js';
import { confirmedPlan } from '../app/plan/confirmed-plan.js';
import type { ToolHost } from '../app/tools/tool-host.js';
import { ToolInputError } from '../app/tools/tool-input-error.js';
import type { CommandContext } from './command.js';
import { configurationToAssess } from './configuration.js';
import { migrationPorts, newPlanner } from './migration-ports.js';
import { relativeToWorkspace, workspacePath } from './paths.js';
import { recoverFirst } from './recover-first.js';
import { UsageError } from './arguments/usage-error.js';
import { validationOf } from './validation.js';

/** The workspace of a command as tools meet it; whoever serves them adds the way to ask a person. Each call reads the files of its time. */
export function toolWorkspace(context: CommandContext, mayExecute: boolean): Omit<ToolHost, 'refusedBy'> {
  const { ports } = context;
  // Clients name files relative to the workspace, wherever the server was started.
  const inWorkspace = { ...context, cwd: context.workspace };
  return {
    locate: (written, need) => locate(inWorkspace, written, need),
    assess: async (paths, operation) => {
      const configured = await configurationToAssess(context);
      const request = { paths, noIgnore: false, useCache: true, verify: false, ...configured };
      return await assessWorkspace(ports, request, operation);
    },
    plan: async ({ class: name, ...request }, operation) => {
      const { bytes } = await readSource(ports.changes.sources, request.path);
      const classes = name === undefined ? {} : { classes: [name] };
      return (await newPlanner(context)({ ...request, bytes, ...classes }, operation)).plan;
    },
    validate: async (target, operation) => {
      await recoverFirst({ ...context, operation });
      return await validationOf(context, mayExecute).validate({ target }, operation);
    },
    history: () => readHistory(ports.changes.store),
    migrate: async ({ path, ...request }, plan, operation) => {
      await recoverFirst({ ...context, operation });
      return await migrate(
        migrationPorts(context, confirmedPlan(newPlanner(context), plan), mayExecute),
        { ...request, paths: [path], dryRun: false, requireClean: false },
        operation,
      );
    },
  };
}

async function locate(context: CommandContext, written: string, need?: 'may-be-gone'): Promise<string> {
  try {
    return need === undefined ? await workspacePath(context, written) : relativeToWorkspace(context, written);
  } catch (error) {
    throw error instanceof UsageError ? new ToolInputError(error.message) : error;
  }
}
