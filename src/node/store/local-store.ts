import path from 'node:path';
import type { Clock } from '../../app/ports/clock.js';
import type { Operation } from '../../app/operation.js';
import type { JournalView, MigrationStore, StoreSession } from '../../app/ports/migration-store.js';
import { isFullDisk } from '../../app/system-reason.js';
import type { ChainReading } from '../../core/journal/chain.js';
import type { Reconciliation } from '../../core/journal/reconcile.js';
import { neededContent } from '../../core/journal/needed-content.js';
import { replay } from '../../core/journal/replay.js';
import { RefusedError } from '../../core/reason.js';
import { Checkpoints } from './checkpoints.js';
import { conditionMessage } from './condition-message.js';
import type { GitCopies } from './git-copies.js';
import { sealWith } from './digest.js';
import { LocalSession } from './local-session.js';
import type { ProcessTable } from './process-identity.js';
import { ensureKey } from './state-directory.js';
import { StoreHomes, type JournalCopies, type StoreLocation } from './store-homes.js';
import { dropReserve, ensureLayout, ensureStateLayout } from './store-layout.js';
import { takeLock, type HeldLock } from './store-lock.js';

export interface LocalStoreOptions extends StoreLocation {
  readonly clock: Clock;
  readonly processes: ProcessTable;
  /** How long `open` waits for somebody else's lock. */
  readonly lockWaitMs: number;
  /** The third home of checkpoints, where there is one. */
  readonly gitCopies?: GitCopies;
}

/** The store of one workspace folder on this machine. */
export class LocalStore implements MigrationStore {
  readonly checkpoints: Checkpoints;
  readonly homes: StoreHomes;

  constructor(private readonly options: LocalStoreOptions) {
    this.homes = new StoreHomes(options);
    const homes = this.homes.inOrder.map(({ blobs }) => blobs);
    this.checkpoints = new Checkpoints(homes, options.gitCopies);
  }

  async view(): Promise<JournalView> {
    const { folder, state, reconciliation } = await this.homes.readJournals();
    if (reconciliation.kind === 'refuse') {
      const warning = this.explain(reconciliation);
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
      for (const { directory } of this.homes.inOrder) await dropReserve(this.options.disk, directory);
      return await this.openOnce(purpose, operation);
    }
  }

  /** The lock alone, for work on the journal that no session can do. */
  async lock(purpose: string, operation: Operation): Promise<HeldLock> {
    const { disk, processes, lockWaitMs, workspace } = this.options;
    await ensureLayout(disk, this.homes.folder.directory);
    await ensureStateLayout(disk, this.homes.state.directory, workspace);
    const directory = path.join(this.homes.folder.directory, 'lock');
    return await takeLock({ disk, directory, processes, purpose, waitMs: lockWaitMs }, operation);
  }

  private async openOnce(purpose: string, operation: Operation): Promise<StoreSession> {
    // Looked at before anything is written, so that nothing is added to somebody else's folder.
    this.refuseUnbelievable((await this.homes.readJournals()).reconciliation);
    const lock = await this.lock(purpose, operation);
    try {
      return await this.openUnderLock(lock, operation);
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  private async openUnderLock(lock: HeldLock, operation: Operation): Promise<StoreSession> {
    const { disk, clock, stateDirectory } = this.options;
    const copies = await this.homes.readJournals();
    this.refuseUnbelievable(copies.reconciliation);
    await this.fillNewHome(copies, operation);
    const reading = await this.bringTogether(copies);
    const seal = sealWith(await ensureKey(disk, stateDirectory));
    const session = new LocalSession(
      { disk, clock, lock, seal, homes: this.homes.inOrder, checkpoints: this.checkpoints },
      reading,
    );
    if (reading.seals.length === 0) await session.start();
    return session;
  }

  /**
   * A home without a journal, as after the folder was moved, copied or cleaned, lacks the copies that its journal is about to name, and
   * gets them first. On a full disk it goes without: whoever is to make room has to get in.
   */
  private async fillNewHome({ folder, state, reconciliation }: JournalCopies, operation: Operation): Promise<void> {
    const used = reconciliation.kind === 'use-state' ? state : folder;
    const isOther = reconciliation.kind === 'use-folder' && reconciliation.state === 'set-aside';
    if (folder.text !== '' && state.text !== '' && !isOther) return;
    const needed = neededContent(replay(used.records), this.options.clock.nowMs());
    await this.checkpoints.heal(needed, operation).catch((error: unknown) => {
      if (!isFullDisk(error)) throw error;
    });
  }

  /** Makes both copies the same, and durable; what cannot be believed is kept under another name. */
  private async bringTogether({ folder, state, reconciliation }: JournalCopies): Promise<ChainReading> {
    const { folder: folderHome, state: stateHome } = this.homes;
    switch (reconciliation.kind) {
      case 'use-state': {
        const text = state.text.slice(0, state.validLength);
        if (state.condition === 'torn') await stateHome.journal.replace(text);
        else await stateHome.journal.settle();
        if (reconciliation.folder === 'set-aside') await folderHome.journal.setAside('damaged');
        await folderHome.journal.replace(text);
        return state;
      }
      case 'use-folder': {
        const text = folder.text.slice(0, folder.validLength);
        if (reconciliation.state === 'set-aside') await stateHome.journal.setAside('other');
        if (folder.condition === 'torn') await folderHome.journal.replace(text);
        else await folderHome.journal.settle();
        if (reconciliation.state === 'same') await stateHome.journal.settle();
        else await stateHome.journal.replace(text);
        return folder;
      }
      case 'start':
        if (folder.text !== '') await folderHome.journal.setAside('unreadable');
        if (state.text !== '') await stateHome.journal.setAside('other');
        await stateHome.journal.replace('');
        await folderHome.journal.replace('');
        return { ...folder, validLength: 0 };
      case 'refuse':
        throw new Error('A journal that cannot be believed was to be changed.');
    }
  }

  private refuseUnbelievable(reconciliation: Reconciliation): void {
    if (reconciliation.kind !== 'refuse') return;
    throw new RefusedError({ code: 'foreign-journal', message: this.explain(reconciliation) });
  }

  private explain(reconciliation: Extract<Reconciliation, { kind: 'refuse' }>): string {
    return conditionMessage(reconciliation, this.homes.folder.journal.file, this.homes.state.journal.file);
  }
}
