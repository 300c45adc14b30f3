import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { MigratePorts } from '../../../src/app/change-ports.js';
import type { Clock } from '../../../src/app/ports/clock.js';
import type { StoreKeeper } from '../../../src/app/ports/store-keeper.js';
import type { MigrateRequest } from '../../../src/app/migrate/migrate.js';
import { systemClock } from '../../../src/node/clock.js';
import { createChangePorts } from '../../../src/node/create-change-ports.js';
import { Git } from '../../../src/node/git/git.js';
import { LocalWorkspaceFiles } from '../../../src/node/workspace-files.js';
import { fakePlanner } from './fake-planner.js';

export const operation = { signal: new AbortController().signal };

export const wholeMigration: Omit<MigrateRequest, 'paths'> = {
  through: 'integration',
  includeReview: false,
  dryRun: false,
  requireClean: false,
};

/** A folder and its state directory, as they are, and the ports as the CLI has them but for the planner. */
export interface RealWorkspace {
  readonly root: string;
  readonly state: string;
  readonly ports: MigratePorts;
  readonly keeper: StoreKeeper;
}

export interface NewWorkspace extends RealWorkspace {
  write(file: string, content: string | Uint8Array): Promise<void>;
  read(file: string): Promise<string>;
  dispose(): Promise<void>;
}

interface RealWorkspaceOptions {
  readonly clock?: Clock;
  readonly gitCopies?: () => boolean;
  readonly sizeLimitBytes?: () => number;
}

/** A folder of its own with a state directory beside it. */
export async function realWorkspace(options: RealWorkspaceOptions = {}): Promise<NewWorkspace> {
  const base = await realpath(await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-test-')));
  const root = path.join(base, 'workspace');
  await mkdir(root);
  return {
    ...workspaceAt(root, path.join(base, 'state'), options),
    write: async (file, content) => {
      await mkdir(path.dirname(path.join(root, file)), { recursive: true });
      await writeFile(path.join(root, file), content);
    },
    read: (file) => readFile(path.join(root, file), 'latin1'),
    dispose: () => rm(base, { recursive: true, force: true }),
  };
}

export function workspaceAt(
  root: string,
  state: string,
  { clock = systemClock, ...options }: RealWorkspaceOptions = {},
): RealWorkspace {
  const environment = { ...process.env, AGENT_MIGRATOR_STATE_DIR: state };
  const questions = {
    parses: async (file: string, bytes: Uint8Array) => {
      // Only when asked: harnesses start thousands of processes that never are.
      const { parses } = await import('../../../src/node/workers/answer-questions.js');
      return parses({ path: file, bytes });
    },
  };
  const { changes, storeKeeper } = createChangePorts({ root, environment, clock, questions, ...options });
  return {
    root,
    state,
    keeper: storeKeeper,
    ports: {
      ...changes,
      files: new LocalWorkspaceFiles(root),
      planFile: fakePlanner(),
      versionControl: new Git({ root, environment }),
    },
  };
}
