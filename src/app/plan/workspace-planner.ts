import type { Config } from '../../core/config/config.js';
import type { PlanWithBytes } from '../../core/rewrite/plan-request.js';
import { WorkspaceIndex } from '../../core/workspace/workspace-index.js';
import type { Operation } from '../operation.js';
import { planMigration, type PlanPorts } from './plan-migration.js';
import type { FilePlanRequest } from '../ports/file-planner.js';
import { readWorkspaceState, type ReadingPorts } from '../assess/read-workspace.js';

export type WorkspacePlannerPorts = PlanPorts & ReadingPorts;

export interface WorkspacePlannerOptions {
  /** Asked for at every plan. */
  readonly config: () => Config | Promise<Config>;
  /** The workspace is read once for all plans, as in a run of a command; else anew for each. */
  readonly readOnce: boolean;
}

/** Plans files of a workspace: `planFile` is what migrating and previewing ask. */
export class WorkspacePlanner {
  private index: Promise<WorkspaceIndex> | undefined;

  constructor(
    private readonly ports: WorkspacePlannerPorts,
    private readonly options: WorkspacePlannerOptions,
  ) {}

  readonly planFile = async (request: FilePlanRequest, operation: Operation): Promise<PlanWithBytes> => {
    this.ports.planner.prepare?.(request.path);
    const config = await this.options.config();
    const known = this.options.readOnce ? this.index : undefined;
    let index = await (known ?? this.read(config, request.path, operation));
    // A file that the rules leave out is read when somebody names it.
    if (known && !index.files.has(request.path)) index = await this.read(config, request.path, operation);
    return await planMigration(this.ports, { config, index }, request, operation);
  };

  private async read(config: Config, path: string, operation: Operation): Promise<WorkspaceIndex> {
    const reading = { paths: [path], noIgnore: false, useCache: true, config };
    const index = readWorkspaceState(this.ports, reading, operation).then((state) => new WorkspaceIndex(state));
    this.index = index;
    index.catch(() => (this.index = undefined));
    return await index;
  }
}
