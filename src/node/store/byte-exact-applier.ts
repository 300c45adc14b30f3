import path from 'node:path';
import type { Applier, ApplyOutcome, FileChange } from '../../app/ports/applier.js';
import type { Reason } from '../../core/reason.js';
import { besideName } from './beside.js';
import { displace, hashOf, putBack } from './displace.js';
import { errorCode, unless, type Disk } from './disk.js';
import { removeQuietly, writeNewFile } from './durable-file.js';
import { holdFolder } from './hold-folder.js';
import { publish } from './publish.js';
import { locate, type LocatedFile, type Location } from './workspace-path.js';

export interface ByteExactApplierOptions {
  readonly disk: Disk;
  /** Real path of the workspace folder. */
  readonly root: string;
}

type Place = Exclude<Location, { kind: 'refused' }>;

const newFileMode = 0o644;
/** Set-user-id, set-group-id and sticky. */
const specialBits = 0o7000;
const notAllowed = ['EACCES', 'EPERM', 'EROFS'];

/**
 * Replaces a file so that after a crash at any instant it is the old one or the new one, and so that a save by another program in
 * between is never lost: the new content is made durable beside the file, the old file is taken out of its place by renaming it, checked
 * once more where no save by name reaches it, and the new one put there by a link, which never overwrites.
 */
export class ByteExactApplier implements Applier {
  constructor(private readonly options: ByteExactApplierOptions) {}

  async precheck(relative: string, expectedSha256: string | null): Promise<Reason | undefined> {
    const { disk, root } = this.options;
    const location = await locate(disk, root, relative);
    if (location.kind === 'refused') return location.reason;
    if (location.kind === 'absent') return expectedSha256 === null ? undefined : goneReason(relative);
    if (expectedSha256 === null) return staleReason(relative);
    const unwritable = await this.unwritableReason(location, relative);
    if (unwritable) return unwritable;
    const current = await hashOf(disk, location.path);
    if (current === undefined) return goneReason(relative);
    return current === expectedSha256 ? undefined : staleReason(relative);
  }

  async apply(change: FileChange): Promise<ApplyOutcome> {
    const { disk, root } = this.options;
    const problem = await this.precheck(change.path, change.expectedSha256);
    if (problem) return { status: 'refused', reason: problem };
    const place = await locate(disk, root, change.path);
    if (place.kind === 'refused') return { status: 'refused', reason: place.reason };
    try {
      return (await this.replace(change, place))
        ? { status: 'applied' }
        : { status: 'refused', reason: staleReason(change.path) };
    } catch (error) {
      const reason = permissionReason(error, change.path);
      // Refused means that the file is as it was; where that is not certain, recovery looks at what there is.
      if (reason && (await this.isAsBefore(change, place))) return { status: 'refused', reason };
      throw error;
    }
  }

  private async isAsBefore({ expectedSha256 }: FileChange, place: Place): Promise<boolean> {
    return ((await hashOf(this.options.disk, place.path)) ?? null) === expectedSha256;
  }

  /** False when the file was not, or did not stay, what it was expected to be. */
  private async replace(change: FileChange, place: Place): Promise<boolean> {
    const { disk, root } = this.options;
    const real = path.dirname(place.path);
    // From here on a link that takes the place of the folder leads nobody out of the workspace. A file that comes back brings its folder.
    const folder = await (place.kind === 'absent' ? holdFolder(disk, root, real) : disk.hold(real));
    try {
      return await this.replaceIn(folder.path, change, place);
    } finally {
      await folder.release();
    }
  }

  private async replaceIn(folder: string, change: FileChange, place: Place): Promise<boolean> {
    const { disk } = this.options;
    const target = path.join(folder, path.basename(place.path));
    const coming = path.join(folder, besideName(change.transaction, 'new'));
    await writeNewFile(disk, { path: coming, bytes: change.after, ...attributesOf(place, change) });
    try {
      if (place.kind === 'file') await this.refuseLostMode(coming, place.entry.mode);
      await disk.syncDirectory(folder);
      if (!(await this.exchange(change, target, coming))) return false;
    } finally {
      await removeQuietly(disk, coming);
    }
    await disk.syncDirectory(folder);
    const bytes = await unless(['ENOENT'], () => disk.read(target));
    return bytes !== undefined && Buffer.from(bytes).equals(change.after);
  }

  /** A bit such as set-group-id, which not everybody may give to every file, is left out of a new one without an error. */
  private async refuseLostMode(coming: string, mode: number): Promise<void> {
    const given = (await this.options.disk.entry(coming))?.mode ?? 0;
    if ((given & specialBits) !== (mode & specialBits)) throw new LostModeError(mode);
  }

  private async exchange(change: FileChange, target: string, coming: string): Promise<boolean> {
    const { disk } = this.options;
    if (change.expectedSha256 === null) return await publish(disk, coming, target);
    const hiding = await displace(disk, target, change.transaction, change.expectedSha256);
    if (hiding === undefined) return false;
    try {
      return await publish(disk, coming, target);
    } catch (error) {
      await putBack(disk, hiding, target);
      throw error;
    }
  }

  private async unwritableReason({ path: file, entry }: LocatedFile, relative: string): Promise<Reason | undefined> {
    const { disk } = this.options;
    if ((entry.mode & 0o222) === 0) return readOnly(`${relative} is read-only. Give it write permission first.`);
    if (!(await disk.mayWrite(file))) return readOnly(`You may not write ${relative}.`);
    if (!(await disk.mayWrite(path.dirname(file)))) return readOnly(`You may not write the folder of ${relative}.`);
    if (entry.links === 1) return undefined;
    const message = `${relative} has ${entry.links} hard links; replacing it would part it from the others. Make it a file of its own first.`;
    return { code: 'not-a-file', message };
  }
}

function attributesOf(
  place: Place,
  change: FileChange,
): { readonly mode: number; readonly owner?: { uid: number; gid: number } } {
  if (place.kind === 'absent') return { mode: change.newFileMode ?? newFileMode };
  const { mode, uid, gid } = place.entry;
  return { mode, owner: { uid, gid } };
}

class LostModeError extends Error {
  constructor(mode: number) {
    super(`you may not give its mode, ${mode.toString(8)}, to a new file`);
  }
}

function permissionReason(error: unknown, relative: string): Reason | undefined {
  if (error instanceof LostModeError) {
    return readOnly(`${relative} could not be replaced: ${error.message}; it was not changed.`);
  }
  const code = errorCode(error) ?? '';
  if (notAllowed.includes(code)) return readOnly(`${relative} could not be replaced (${code}); it was not changed.`);
  return undefined;
}

function readOnly(message: string): Reason {
  return { code: 'read-only', message };
}

function goneReason(relative: string): Reason {
  return { code: 'not-a-file', message: `There is no file ${relative} any more.` };
}

function staleReason(relative: string): Reason {
  const message = `${relative} was changed by somebody else meanwhile. Their version stands; run the command again.`;
  return { code: 'stale', message };
}
