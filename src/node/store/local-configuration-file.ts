import path from 'node:path';
import type { ConfigurationFile } from '../../app/ports/configuration-file.js';
import { RefusedError, type ReasonCode } from '../../core/reason.js';
import { isSameBytes } from '../../core/text/same-bytes.js';
import { unless, type Disk, type DiskEntry } from './disk.js';
import { randomName, removeQuietly, writeNewFile } from './durable-file.js';
import { publish } from './publish.js';

const newFileMode = 0o644;

/**
 * Replaces a file of the user that stands in no journal, so that no recovery would put it back: it never leaves its place, but gives it to
 * the new one in one step. A save between the last look at it and that step is the only thing that could be lost.
 */
export class LocalConfigurationFile implements ConfigurationFile {
  constructor(private readonly disk: Disk) {}

  async rewrite(file: string, change: (text: string | undefined) => string): Promise<void> {
    const { disk } = this;
    const target = (await disk.realPath(file)) ?? file;
    const entry = await disk.entry(target);
    if (entry !== undefined) await this.refuseUnreplaceable(target, entry);
    const before = entry && (await disk.read(target));
    const bytes = Buffer.from(change(before && Buffer.from(before).toString('utf8')));
    const coming = `${target}.${randomName()}.tmp`;
    const attributes = entry ? { mode: entry.mode, owner: entry } : { mode: newFileMode };
    await writeNewFile(disk, { path: coming, bytes, ...attributes });
    try {
      await this.publish(coming, target, before);
    } finally {
      await removeQuietly(disk, coming);
    }
    await disk.syncDirectory(path.dirname(target));
  }

  private async refuseUnreplaceable(target: string, { kind, mode, links }: DiskEntry): Promise<void> {
    if (kind !== 'file') throw refused('not-a-file', `${target} is not a regular file.`);
    if ((mode & 0o222) === 0 || !(await this.disk.mayWrite(target))) {
      throw refused('read-only', `You may not write ${target}. Give it write permission first.`);
    }
    if (links === 1) return;
    const message = `${target} has ${links} hard links; replacing it would part it from the others. Make it a file of its own first.`;
    throw refused('not-a-file', message);
  }

  private async publish(coming: string, target: string, before: Uint8Array | undefined): Promise<void> {
    const { disk } = this;
    const isNew = before === undefined && (await publish(disk, coming, target));
    if (isNew) return;
    const present = await unless(['ENOENT'], () => disk.read(target));
    if (before === undefined || present === undefined || !isSameBytes(present, before)) {
      throw refused(
        'stale',
        `${target} was changed by somebody else meanwhile. Their version stands; run the command again.`,
      );
    }
    await disk.rename(coming, target);
  }
}

function refused(code: ReasonCode, message: string): RefusedError {
  return new RefusedError({ code, message });
}
