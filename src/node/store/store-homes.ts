import path from 'node:path';
import { readChain, type ChainReading } from '../../core/journal/chain.js';
import { reconcile, type Reconciliation } from '../../core/journal/reconcile.js';
import { BlobHome } from './blob-home.js';
import { sealWith } from './digest.js';
import type { Disk } from './disk.js';
import { JournalHome } from './journal-home.js';
import { readKey, workspaceState } from './state-directory.js';

const storeFolder = '.agent-migrator';

export interface StoreLocation {
  readonly disk: Disk;
  /** Real path of the workspace folder. */
  readonly workspace: string;
  /** The user's state directory, see `stateDirectory`. */
  readonly stateDirectory: string;
}

/** One of the two places where everything is kept. */
export interface StoreHome {
  readonly directory: string;
  readonly journal: JournalHome;
  readonly blobs: BlobHome;
}

/** Both copies of the journal as they were read, and what follows from comparing them. */
export interface JournalCopies {
  readonly folder: ReadJournal;
  readonly state: ReadJournal;
  readonly reconciliation: Reconciliation;
}

type ReadJournal = ChainReading & { readonly text: string };

/** The folder in the workspace and its second home in the user's state directory. */
export class StoreHomes {
  readonly folder: StoreHome;
  readonly state: StoreHome;
  private lastRead: (ReadJournal & { readonly keyHex: string }) | undefined;

  constructor(private readonly location: StoreLocation) {
    const { disk, workspace, stateDirectory } = location;
    this.folder = homeAt(disk, path.join(workspace, storeFolder));
    this.state = homeAt(disk, workspaceState(stateDirectory, workspace));
  }

  /** In the order in which they are written: what the folder has, the state directory has. */
  get inOrder(): readonly StoreHome[] {
    return [this.state, this.folder];
  }

  async readJournals(): Promise<JournalCopies> {
    const key = await readKey(this.location.disk, this.location.stateDirectory);
    const [folderText, stateText] = await Promise.all([this.folder.journal.read(), this.state.journal.read()]);
    const folder = this.readText(folderText, key);
    const state = this.readText(stateText, key);
    return { folder, state, reconciliation: reconcile(folder, state) };
  }

  /** The two copies are the same nearly always, and one change reads them several times. */
  private readText(text: string, key: Uint8Array | undefined): ReadJournal {
    const { lastRead } = this;
    const keyHex = key === undefined ? '' : Buffer.from(key).toString('hex');
    if (lastRead?.text === text && lastRead.keyHex === keyHex) return lastRead;
    // Without a key nothing can be ours: every seal is wrong.
    const seal = key ? sealWith(key) : () => '';
    this.lastRead = { ...readChain(text, seal), text, keyHex };
    return this.lastRead;
  }
}

function homeAt(disk: Disk, directory: string): StoreHome {
  return {
    directory,
    journal: new JournalHome(disk, path.join(directory, 'journal.jsonl')),
    blobs: new BlobHome(disk, path.join(directory, 'blobs')),
  };
}
