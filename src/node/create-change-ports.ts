import path from 'node:path';
import type { ChangePorts } from '../app/change-ports.js';
import type { ConfigurationFile } from '../app/ports/configuration-file.js';
import type { StoreKeeper } from '../app/ports/store-keeper.js';
import type { SourceQuestions } from '../app/ports/source-questions.js';
import type { Clock } from '../app/ports/clock.js';
import { BesidesSettler } from './store/besides-settler.js';
import { ByteExactApplier } from './store/byte-exact-applier.js';
import { GitCopies } from './store/git-copies.js';
import { LocalConfigurationFile } from './store/local-configuration-file.js';
import { LocalKeeper } from './store/local-keeper.js';
import { LocalSourceReader } from './store/local-source-reader.js';
import { LocalStore } from './store/local-store.js';
import { nodeDisk } from './store/node-disk.js';
import { systemProcesses } from './store/process-identity.js';
import { stateDirectory } from './store/state-directory.js';

export interface ChangePortsOptions {
  /** Real path of the workspace folder. */
  readonly root: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly questions: Pick<SourceQuestions, 'parses'>;
  /** Whether the user wants a third copy of checkpoints in hidden refs of the repository; asked for at every use. */
  readonly gitCopies?: () => boolean;
  /** The most that the store should take, in bytes; asked for at every use. */
  readonly sizeLimitBytes?: () => number;
}

/** Two copies of every version of about two thousand files of an agent's usual size, 32 KiB, through three stages. */
const defaultSizeLimitBytes = 512 * 2 ** 20;

/** How long somebody else's change of one file may take before we give up waiting for it. */
const lockWaitMs = 5000;

/** Reads and writes on the disk itself; an editor puts its own applier in front. */
export function createChangePorts(options: ChangePortsOptions): {
  readonly changes: ChangePorts;
  readonly storeKeeper: StoreKeeper;
  readonly configurationFile: ConfigurationFile;
} {
  const { root, environment, clock, questions } = options;
  const disk = nodeDisk;
  const location = { disk, root: path.resolve(root) };
  const copies = new GitCopies({ root: location.root, environment, isOn: options.gitCopies ?? (() => false) });
  const kept = { disk, stateDirectory: stateDirectory(environment), clock, gitCopies: copies };
  const store = new LocalStore({ ...kept, workspace: location.root, processes: systemProcesses, lockWaitMs });
  const changes = {
    store,
    sources: new LocalSourceReader({ ...location, clock }),
    applier: new ByteExactApplier(location),
    settler: new BesidesSettler(location),
    questions,
  };
  return {
    changes,
    storeKeeper: new LocalKeeper({
      ...kept,
      store,
      sizeLimitBytes: options.sizeLimitBytes ?? (() => defaultSizeLimitBytes),
    }),
    configurationFile: new LocalConfigurationFile(disk),
  };
}
