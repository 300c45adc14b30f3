import path from 'node:path';
import type { ChangeSettler, Settlement, UnsettledChange } from '../../app/ports/applier.js';
import { isAnyComing, isBeside } from './beside.js';
import { displace, hashOf, putBack } from './displace.js';
import { unless, type Disk } from './disk.js';
import { locate } from './workspace-path.js';

export interface BesidesSettlerOptions {
  readonly disk: Disk;
  /** Real path of the workspace folder. */
  readonly root: string;
}

/**
 * Clears away what a change has put beside its file. The old file is kept until here, because a program that had it open may have
 * written to it after it was taken out of its place: such a save is put back.
 */
export class BesidesSettler implements ChangeSettler {
  constructor(private readonly options: BesidesSettlerOptions) {}

  async settle(change: UnsettledChange): Promise<Settlement> {
    const { disk, root } = this.options;
    const location = await locate(disk, root, change.path);
    if (location.kind === 'refused') return { status: 'clean' };
    const real = path.dirname(location.path);
    const folder = await unless(['ENOENT', 'ENOTDIR'], () => disk.hold(real));
    if (folder === undefined) return { status: 'clean' };
    try {
      const target = path.join(folder.path, path.basename(location.path));
      const settlement = await this.settleIn(folder.path, target, change);
      if (settlement.status !== 'kept-aside') return settlement;
      const kept = path.relative(root, path.join(real, path.basename(settlement.path)));
      return { ...settlement, path: kept.split(path.sep).join('/') };
    } finally {
      await folder.release();
    }
  }

  private async settleIn(folder: string, target: string, change: UnsettledChange): Promise<Settlement> {
    const { disk } = this.options;
    const names = await disk.list(folder);
    const leaving = names.filter((one) => isBeside(one, change.transaction, 'old'));
    // There is one writer, so those of other changes are what crashes have left.
    const coming = names.filter(isAnyComing);
    // What a killed process has named and removed may not be durable yet: a power cut must not leave the removals below without it, nor
    // bring back what nobody would look for once the change is closed.
    await disk.syncDirectory(folder);
    if (leaving.length + coming.length === 0) return { status: 'clean' };
    const outcomes: Settlement[] = [];
    for (const name of leaving) outcomes.push(await this.settleOld(path.join(folder, name), target, change));
    for (const name of coming) await this.remove(path.join(folder, name));
    await disk.syncDirectory(folder);
    return outcomes.find(({ status }) => status !== 'clean') ?? { status: 'clean' };
  }

  private async settleOld(hiding: string, target: string, change: UnsettledChange): Promise<Settlement> {
    const { disk } = this.options;
    const [hidden, present] = [await hashOf(disk, hiding), await hashOf(disk, target)];
    // The crash came between taking the old file out and putting the new one in.
    if (present === undefined && (await putBack(disk, hiding, target))) return { status: 'put-back' };
    // The store has both versions of the change: what a crash left of either is no loss.
    if (hidden === change.beforeSha256 || hidden === change.afterSha256 || hidden === present) {
      await this.remove(hiding);
      return { status: 'clean' };
    }
    if (present === change.afterSha256 && (await this.swap(hiding, target, change))) return { status: 'put-back' };
    return { status: 'kept-aside', path: hiding };
  }

  /** Puts the late save in the place of our own version, which the store has. */
  private async swap(hiding: string, target: string, change: UnsettledChange): Promise<boolean> {
    const { disk } = this.options;
    const ours = await displace(disk, target, change.transaction, change.afterSha256);
    if (ours === undefined || !(await putBack(disk, hiding, target))) return false;
    await this.remove(ours);
    return true;
  }

  private async remove(file: string): Promise<void> {
    await unless(['ENOENT'], () => this.options.disk.remove(file));
  }
}
