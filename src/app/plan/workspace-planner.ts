import type { Config } from '../../core/config/config.js';
import type { PlanWithBytes } from '../../core/rewrite/plan-request.js';
import { WorkspaceIndex } from '../../core/workspace/workspace-index.js';
import type { Operation } from '../operation.js';
import { planMigration, type PlanPorts, type PlanScene } from './plan-migration.js';
import type { FilePlanRequest } from '../ports/file-planner.js';
import { readTestFiles } from './test-files.js';
import { readWorkspaceState, type ReadingPorts } from '../assess/read-workspace.js';

export type WorkspacePlannerPorts = PlanPorts & ReadingPorts;

type WorkspaceScene = Pick<PlanScene, 'index' | 'tests'>;

export interface WorkspacePlannerOptions {
  /** Asked for at every plan. */
  readonly config: () => Config | Promise<Config>;
  /** The workspace is read once for all plans, as in a run of a command; else anew for each. */
  readonly readOnce: boolean;
}

/** Plans files of a workspace: `planFile` is what migrating and previewing ask. */
export class WorkspacePlanner {
  private scene: Promise<WorkspaceScene> | undefined;

  constructor(
    private readonly ports: WorkspacePlannerPorts,
    private readonly options: WorkspacePlannerOptions,
  ) {}

  readonly planFile = async (request: FilePlanRequest, operation: Operation): Promise<PlanWithBytes> => {
    this.ports.planner.prepare?.(request.path);
    const config = await this.options.config();
    const known = this.options.readOnce ? this.scene : undefined;
    let scene = await (known ?? this.read(config, request.path, operation));
    // A file that the rules leave out is read when somebody names it.
    if (known && !scene.index.files.has(request.path)) scene = await this.read(config, request.path, operation);
    return await planMigration(this.ports, { config, ...scene }, request, operation);
  };

  private async read(config: Config, path: string, operation: Operation): Promise<WorkspaceScene> {
    const scene = this.readScene(config, path, operation);
    this.scene = scene;
    scene.catch(() => (this.scene = undefined));
    return await scene;
  }

  private async readScene(config: Config, path: string, operation: Operation): Promise<WorkspaceScene> {
    const reading = { paths: [path], noIgnore: false, useCache: true, config };
    const index = new WorkspaceIndex(await readWorkspaceState(this.ports, reading, operation));
    return { index, tests: await readTestFiles(this.ports, index, operation) };
  }
}
