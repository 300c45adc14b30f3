import path from 'node:path';
import type { Operation } from '../../app/operation.js';
import type { Clock } from '../../app/ports/clock.js';
import type {
  StoreCollection,
  StoreKeeper,
  StoreProblem,
  StoreSize,
  StoreVerification,
} from '../../app/ports/store-keeper.js';
import { reseal } from '../../core/journal/chain.js';
import { neededContent, retentionMs } from '../../core/journal/needed-content.js';
import { replay } from '../../core/journal/replay.js';
import { RefusedError } from '../../core/reason.js';
import type { BlobHome } from './blob-home.js';
import { sealWith } from './digest.js';
import type { Disk, DiskEntry } from './disk.js';
import { ensureDirectory, removeQuietly } from './durable-file.js';
import type { GitCopies } from './git-copies.js';
import type { LocalStore } from './local-store.js';
import { ensureKey } from './state-directory.js';
import type { StoreHome } from './store-homes.js';

export interface LocalKeeperOptions {
  readonly disk: Disk;
  readonly store: LocalStore;
  readonly stateDirectory: string;
  readonly clock: Clock;
  readonly gitCopies?: GitCopies;
  /** The most that the store should take, in bytes; asked for at every use. */
  readonly sizeLimitBytes: () => number;
}

/** What nobody needs stays this long in the trash, in case it was needed after all. */
const trashMs = 24 * 60 * 60 * 1000;

/** Verifies, heals, clears and repairs the store of one workspace folder. */
export class LocalKeeper implements StoreKeeper {
  constructor(private readonly options: LocalKeeperOptions) {}

  async verify({ signal, onProgress }: Operation): Promise<StoreVerification> {
    const { store, clock } = this.options;
    const { history, condition, warning } = await store.view();
    const { folder, state } = await store.homes.readJournals();
    const problems: StoreProblem[] = warning === undefined ? [] : [{ kind: 'journal', message: warning }];
    // What a foreign journal names is nobody's to look for.
    const needed = condition === 'foreign' ? [] : [...neededContent(history, clock.nowMs())];
    let whole = 0;
    let bytes = 0;
    for (const [done, sha256] of needed.entries()) {
      signal.throwIfAborted();
      onProgress?.({ done, total: needed.length, label: 'Reading copies' });
      const copies = await Promise.all(store.homes.inOrder.map(({ blobs }) => blobs.get(sha256)));
      bytes += copies.find((copy) => copy !== undefined)?.length ?? 0;
      const good = copies.filter((copy) => copy !== undefined).length;
      if (good === copies.length) whole++;
      else problems.push(copyProblem(sha256, good, await this.isInTrash(sha256)));
    }
    const size = await this.size();
    problems.push(...(await this.gitProblems(needed)), ...sizeProblems(size));
    const records = Math.max(folder.records.length, state.records.length);
    return {
      schemaVersion: 1,
      journal: { condition, records },
      checkpoints: { needed: needed.length, whole, bytes },
      size,
      problems,
    };
  }

  private async isInTrash(sha256: string): Promise<boolean> {
    const found = await Promise.all(this.options.store.homes.inOrder.map(({ blobs }) => blobs.getFromTrash(sha256)));
    return found.some((bytes) => bytes !== undefined);
  }

  async size(): Promise<StoreSize> {
    const { disk, store, sizeLimitBytes } = this.options;
    let bytes = 0;
    for (const { blobs } of store.homes.inOrder) {
      const trash = await trashEntries(disk, blobs);
      bytes += (await blobs.bytes()) + trash.reduce((sum, { entry }) => sum + entry.size, 0);
    }
    return { bytes, limitBytes: sizeLimitBytes() };
  }

  async collect(operation: Operation): Promise<StoreCollection> {
    const { store, clock } = this.options;
    const session = await store.open('store gc', operation);
    try {
      const needed = new Set([...neededContent(session.history, clock.nowMs()), ...(await this.namedInAsides())]);
      const healed = await store.checkpoints.heal(needed, operation);
      const totals = { setAside: 0, removed: 0, freedBytes: 0 };
      for (const home of store.homes.inOrder) {
        await this.sweep(home);
        await this.clear(home, needed, totals);
      }
      totals.removed += await this.clearGitCopies(needed);
      return { schemaVersion: 1, healed, ...totals };
    } finally {
      await session.close();
    }
  }

  async repair(operation: Operation): Promise<void> {
    const { store } = this.options;
    await this.withLock('recover --repair', operation, async () => {
      const { reconciliation, state } = await store.homes.readJournals();
      if (reconciliation.kind !== 'refuse') return;
      if (reconciliation.condition !== 'damaged' || !reconciliation.stateIsSound) {
        const message = 'There is no whole second copy of the journal to repair it from.';
        throw new RefusedError({ code: 'foreign-journal', message });
      }
      await store.homes.folder.journal.setAside('damaged');
      await store.homes.folder.journal.replace(state.text.slice(0, state.validLength));
    });
  }

  async adopt(operation: Operation): Promise<void> {
    const { store, disk, stateDirectory, clock } = this.options;
    await this.withLock('recover --adopt', operation, async () => {
      const { folder, state } = await store.homes.readJournals();
      if (folder.condition !== 'foreign') return;
      const text = reseal(folder.text, sealWith(await ensureKey(disk, stateDirectory)));
      if (text === undefined) {
        const message = `${store.homes.folder.journal.file} is damaged, so it cannot be made your own.`;
        throw new RefusedError({ code: 'foreign-journal', message });
      }
      if (state.text !== '') await store.homes.state.journal.setAside('other');
      await store.homes.folder.journal.setAside('foreign');
      await store.homes.state.journal.replace(text);
      await store.homes.folder.journal.replace(text);
      const adopted = replay((await store.homes.readJournals()).folder.records);
      await store.checkpoints.heal(neededContent(adopted, clock.nowMs()), operation);
    });
  }

  /** A spare that is wanted and missing is no danger yet, but nobody may believe that it is there. */
  private async gitProblems(needed: readonly string[]): Promise<readonly StoreProblem[]> {
    const { gitCopies } = this.options;
    if (gitCopies?.isOn !== true || needed.length === 0) return [];
    const present = new Set(await gitCopies.list());
    const missing = needed.filter((sha256) => !present.has(sha256)).length;
    if (missing === 0) return [];
    const message = `${missing} of ${needed.length} versions have no third copy: there is no git here, no repository, or git refused. "agent-migrator store gc" tries again.`;
    return [{ kind: 'no-git-copy', message }];
  }

  private async withLock(purpose: string, operation: Operation, work: () => Promise<void>): Promise<void> {
    const lock = await this.options.store.lock(purpose, operation);
    try {
      await work();
    } finally {
      await lock.release();
    }
  }

  /** What journals name that were set aside: nobody can say yet that they are of no use. Anything that looks like a name counts. */
  private async namedInAsides(): Promise<readonly string[]> {
    const { store, clock } = this.options;
    const asides = await Promise.all(store.homes.inOrder.map(({ journal }) => journal.asides()));
    return asides
      .flat()
      .filter(({ sinceMs }) => clock.nowMs() - sinceMs < retentionMs)
      .flatMap(({ text }) => text.match(/[0-9a-f]{64}/gu) ?? []);
  }

  /** Files on their way in when a process ended. Under the lock they are nobody's. */
  private async sweep({ directory, blobs }: StoreHome): Promise<void> {
    const { disk } = this.options;
    const names = (await disk.list(directory)).filter((name) =>
      /^(?:journal\.jsonl|reserve)\.[0-9a-f]{32}\.tmp$/u.test(name),
    );
    for (const file of [...names.map((name) => path.join(directory, name)), ...(await blobs.halfWritten())]) {
      await removeQuietly(disk, file);
    }
  }

  /** What is whole in the two homes needs no trash; with the setting off, all of it goes. */
  private async clearGitCopies(needed: ReadonlySet<string>): Promise<number> {
    const { gitCopies, store } = this.options;
    if (gitCopies === undefined) return 0;
    const present = await gitCopies.list();
    const wanted = gitCopies.isOn ? needed : new Set<string>();
    for (const sha256 of wanted) {
      if (!present.includes(sha256)) await gitCopies.put(await store.checkpoints.get(sha256), sha256);
    }
    const unwanted = present.filter((sha256) => !wanted.has(sha256));
    await gitCopies.remove(unwanted);
    return unwanted.length;
  }

  /** Two steps, a day apart, so that nothing goes that a mistake of ours called unneeded. */
  private async clear(
    { blobs }: StoreHome,
    needed: ReadonlySet<string>,
    totals: { setAside: number; removed: number; freedBytes: number },
  ): Promise<void> {
    const { disk, clock } = this.options;
    await ensureDirectory(disk, blobs.trash);
    for (const { file, entry } of await trashEntries(disk, blobs)) {
      if (clock.nowMs() - entry.changedMs < trashMs) continue;
      await disk.remove(file);
      totals.removed++;
      totals.freedBytes += entry.size;
    }
    for (const sha256 of await blobs.list()) {
      if (needed.has(sha256)) continue;
      await disk.rename(blobs.pathOf(sha256), path.join(blobs.trash, sha256));
      totals.setAside++;
    }
  }
}

async function trashEntries(
  disk: Disk,
  { trash }: BlobHome,
): Promise<readonly { readonly file: string; readonly entry: DiskEntry }[]> {
  if ((await disk.entry(trash))?.kind !== 'directory') return [];
  const files = (await disk.list(trash)).map((name) => path.join(trash, name));
  const found = await Promise.all(files.map(async (file) => ({ file, entry: await disk.entry(file) })));
  return found.flatMap(({ file, entry }) => (entry === undefined ? [] : [{ file, entry }]));
}

function sizeProblems({ bytes, limitBytes }: StoreSize): readonly StoreProblem[] {
  if (bytes <= limitBytes) return [];
  const mebibytes = (count: number): string => `${Math.ceil(count / 2 ** 20)} MiB`;
  const message = `The copies take ${mebibytes(bytes)}, more than the ${mebibytes(limitBytes)} they should. "agent-migrator store gc" clears away what nobody needs.`;
  return [{ kind: 'size', message }];
}

function copyProblem(sha256: string, good: number, isInTrash: boolean): StoreProblem {
  if (good > 0) {
    const message = `The copy ${sha256} is missing or damaged in one of the two homes.`;
    return { kind: 'one-copy', message };
  }
  const way = isInTrash ? ', but still in the trash: "agent-migrator store gc" brings it back' : '';
  return { kind: 'lost', message: `The copy ${sha256} is whole in neither home${way}.` };
}
