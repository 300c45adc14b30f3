import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export interface SmallDiskTrials {
  readonly trials: number;
  readonly migrated: number;
  readonly refused: number;
  /** After the last byte of the disk was taken. */
  readonly rolledBack: number;
  readonly damages: readonly string[];
}

/** Migrations on a real disk with every amount of room in steps of so many bytes, or why there can be no such disk here. */
export function trySmallDisks(stepBytes: number): SmallDiskTrials | { readonly skipped: string } {
  if (process.platform !== 'linux') return { skipped: 'a disk of its own needs the mount namespaces of Linux' };
  const directory = mkdtempSync(path.join(os.tmpdir(), 'agent-migrator-disk-'));
  try {
    const rights = process.getuid?.() === 0 ? ['-m'] : ['-Urm'];
    if (spawnSync('unshare', [...rights, 'mount', '-t', 'tmpfs', 'tmpfs', directory]).status !== 0) {
      return { skipped: 'this system lets nobody but root mount a disk (unshare)' };
    }
    const script = 'out/test/support/store/run-small-disk.mjs';
    const { status, stdout, stderr } = spawnSync(
      'unshare',
      [...rights, process.execPath, script, directory, String(stepBytes)],
      { encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as SmallDiskTrials;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
