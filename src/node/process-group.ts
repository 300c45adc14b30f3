import type { ChildProcess, SpawnOptions } from 'node:child_process';

/** Starts a process as the head of a group of its own; Windows knows no such groups. */
export const inGroup = { detached: process.platform !== 'win32' } as const satisfies SpawnOptions;

/** Ends a process that was started in a group of its own, and whatever it started that stayed in that group. */
export function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}
