import path from 'node:path';
import type { Clock } from '../../app/ports/clock.js';
import type { Operation } from '../../app/operation.js';
import type { JournalView, MigrationStore, StoreSession } from '../../app/ports/migration-store.js';
import { readChain, type ChainReading } from '../../core/journal/chain.js';
import { reconcile, type Reconciliation } from '../../core/journal/reconcile.js';
import { replay } from '../../core/journal/replay.js';
import { isFullDisk } from '../../app/system-reason.js';
import { RefusedError } from '../../core/reason.js';
import { BlobHome } from './blob-home.js';
import { Checkpoints } from './checkpoints.js';
import { conditionMessage } from './condition-message.js';
import { sealWith } from './digest.js';
import type { Disk } from './disk.js';
import { JournalHome } from './journal-home.js';
import { LocalSession } from './local-session.js';
import type { ProcessTable } from './process-identity.js';
import { ensureKey, readKey, workspaceState } from './state-directory.js';
import { dropReserve, ensureLayout, ensureStateLayout } from './store-layout.js';
import { takeLock, type HeldLock } from './store-lock.js';

const storeFolder = '.agent-migrator';

export interface LocalStoreOptions {
  readonly disk: Disk;
  /** Real path of the workspace folder. */
  readonly workspace: string;
  /** The user's state directory, see `stateDirectory`. */
  readonly stateDirectory: string;
  readonly clock: Clock;
  readonly processes: ProcessTable;
  /** How long `open` waits for somebody else's lock. */
  readonly lockWaitMs: number;
}

/** Both copies of a journal as they were read. */
interface Copies {
  readonly folder: ChainReading & { readonly text: string };
  readonly state: ChainReading & { readonly text: string };
  readonly reconciliation: Reconciliation;
}

/** The store of one workspace folder on this machine: `.agent-migrator/` and its second home in the state directory. */
export class LocalStore implements MigrationStore {
  readonly directory: string;
  readonly checkpoints: Checkpoints;
  private readonly stateHome: string;
  private readonly folderJournal: JournalHome;
  private readonly stateJournal: JournalHome;

  constructor(private readonly options: LocalStoreOptions) {
    const { disk, workspace } = options;
    this.directory = path.join(workspace, storeFolder);
    this.stateHome = workspaceState(options.stateDirectory, workspace);
    this.folderJournal = new JournalHome(disk, path.join(this.directory, 'journal.jsonl'));
    this.stateJournal = new JournalHome(disk, path.join(this.stateHome, 'journal.jsonl'));
    const homes = [this.stateHome, this.directory].map((home) => new BlobHome(disk, path.join(home, 'blobs')));
    this.checkpoints = new Checkpoints(homes);
  }

  async view(): Promise<JournalView> {
    const { folder, state, reconciliation } = await this.readCopies();
    if (reconciliation.kind === 'refuse') {
      const warning = conditionMessage(reconciliation, this.folderJournal.file, this.stateJournal.file);
      return { history: replay(folder.records), condition: reconciliation.condition, warning };
    }
    const used = reconciliation.kind === 'use-state' ? state : folder;
    return { history: replay(used.records), condition: used.condition, warning: undefined };
  }

  async open(purpose: string, operation: Operation): Promise<StoreSession> {
    try {
      return await this.openOnce(purpose, operation);
    } catch (error) {
      if (!isFullDisk(error)) throw error;
      // A lock needs a little room, too, and whoever is to make room has to get in.
      for (const home of [this.stateHome, this.directory]) await dropReserve(this.options.disk, home);
      return await this.openOnce(purpose, operation);
    }
  }

  private async openOnce(purpose: string, operation: Operation): Promise<StoreSession> {
    // Looked at before anything is written, so that nothing is added to somebody else's folder.
    this.refuseUnbelievable((await this.readCopies()).reconciliation);
    await ensureLayout(this.options.disk, this.directory);
    await ensureStateLayout(this.options.disk, this.stateHome, this.options.workspace);
    const { disk, processes, lockWaitMs } = this.options;
    const directory = path.join(this.directory, 'lock');
    const lock = await takeLock({ disk, directory, processes, purpose, waitMs: lockWaitMs }, operation);
    try {
      return await this.openUnderLock(lock);
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  private async openUnderLock(lock: HeldLock): Promise<StoreSession> {
    const { disk, clock } = this.options;
    const copies = await this.readCopies();
    this.refuseUnbelievable(copies.reconciliation);
    const reading = await this.bringTogether(copies);
    const seal = sealWith(await ensureKey(disk, this.options.stateDirectory));
    const journals = [this.stateJournal, this.folderJournal];
    const session = new LocalSession({ disk, clock, lock, seal, journals, checkpoints: this.checkpoints }, reading, [
      this.stateHome,
      this.directory,
    ]);
    if (reading.seals.length === 0) await session.start();
    return session;
  }

  /** Makes both copies the same; what cannot be believed is kept under another name. */
  private async bringTogether({ folder, state, reconciliation }: Copies): Promise<ChainReading> {
    switch (reconciliation.kind) {
      case 'use-state': {
        const text = state.text.slice(0, state.validLength);
        if (state.condition === 'torn') await this.stateJournal.replace(text);
        if (reconciliation.folder === 'set-aside') await this.folderJournal.setAside('damaged');
        await this.folderJournal.replace(text);
        return state;
      }
      case 'use-folder': {
        const text = folder.text.slice(0, folder.validLength);
        if (reconciliation.state === 'set-aside') await this.stateJournal.setAside('other');
        if (reconciliation.state !== 'same') await this.stateJournal.replace(text);
        if (folder.condition === 'torn') await this.folderJournal.replace(text);
        return folder;
      }
      case 'start':
        if (folder.text !== '') await this.folderJournal.setAside('unreadable');
        if (state.text !== '') await this.stateJournal.setAside('other');
        await this.stateJournal.replace('');
        await this.folderJournal.replace('');
        return { ...folder, validLength: 0 };
      case 'refuse':
        throw new Error('A journal that cannot be believed was to be changed.');
    }
  }

  private async readCopies(): Promise<Copies> {
    const key = await readKey(this.options.disk, this.options.stateDirectory);
    // Without a key nothing can be ours: every seal is wrong.
    const seal = key ? sealWith(key) : () => '';
    const [folderText, stateText] = await Promise.all([this.folderJournal.read(), this.stateJournal.read()]);
    const folder = { ...readChain(folderText, seal), text: folderText };
    const state = { ...readChain(stateText, seal), text: stateText };
    return { folder, state, reconciliation: reconcile(folder, state) };
  }

  private refuseUnbelievable(reconciliation: Reconciliation): void {
    if (reconciliation.kind !== 'refuse') return;
    const message = conditionMessage(reconciliation, this.folderJournal.file, this.stateJournal.file);
    throw new RefusedError({ code: 'foreign-journal', message });
  }
}
