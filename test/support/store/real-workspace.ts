import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { MigratePorts } from '../../../src/app/change-ports.js';
import type { StoreKeeper } from '../../../src/app/ports/store-keeper.js';
import type { MigrateRequest } from '../../../src/app/migrate.js';
import { systemClock } from '../../../src/node/clock.js';
import { createChangePorts } from '../../../src/node/create-change-ports.js';
import { Git } from '../../../src/node/git.js';
import { LocalWorkspaceFiles } from '../../../src/node/workspace-files.js';
import { parses } from '../../../src/node/workers/answer-questions.js';
import { fakePlanner } from './fake-planner.js';

export const operation = { signal: new AbortController().signal };

export const wholeMigration: Omit<MigrateRequest, 'paths'> = {
  through: 'integration',
  includeReview: false,
  dryRun: false,
  requireClean: false,
};

export interface RealWorkspace {
  readonly root: string;
  readonly state: string;
  readonly ports: MigratePorts;
  readonly keeper: StoreKeeper;
  write(file: string, content: string | Uint8Array): Promise<void>;
  read(file: string): Promise<string>;
  dispose(): Promise<void>;
}

interface RealWorkspaceOptions {
  readonly gitCopies?: () => boolean;
}

/** A folder of its own with a state directory beside it, and the ports as the CLI has them but for the planner. */
export async function realWorkspace(options: RealWorkspaceOptions = {}): Promise<RealWorkspace> {
  const base = await realpath(await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-test-')));
  const root = path.join(base, 'workspace');
  const state = path.join(base, 'state');
  await mkdir(root);
  const environment = { ...process.env, AGENT_MIGRATOR_STATE_DIR: state };
  const questions = { parses: (file: string, bytes: Uint8Array) => Promise.resolve(parses({ path: file, bytes })) };
  const { changes, storeKeeper } = createChangePorts({ root, environment, clock: systemClock, questions, ...options });
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
    write: async (file, content) => {
      await mkdir(path.dirname(path.join(root, file)), { recursive: true });
      await writeFile(path.join(root, file), content);
    },
    read: (file) => readFile(path.join(root, file), 'latin1'),
    dispose: () => rm(base, { recursive: true, force: true }),
  };
}
