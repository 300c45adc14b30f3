import { readFile, readlink } from 'node:fs/promises';
import os from 'node:os';

/** Names one run of one process on one machine; `null` where the platform does not say. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Since boot, in clock ticks: tells a process from a later one with the same number. */
  readonly startTicks: string | null;
  readonly bootId: string | null;
  readonly pidNamespace: string | null;
  readonly host: string;
}

/** What the lock asks about processes. */
export interface ProcessTable {
  own(): Promise<ProcessIdentity>;
  /** True only with proof: the machine was started anew, or the process is gone, or its number belongs to a later one. Age proves nothing. */
  isProvablyDead(other: ProcessIdentity, own: ProcessIdentity): Promise<boolean>;
}

export const systemProcesses: ProcessTable = { own: ownIdentity, isProvablyDead };

async function ownIdentity(): Promise<ProcessIdentity> {
  const [startTicks, bootId, pidNamespace, machine] = await Promise.all([
    startTicksOf(process.pid),
    readLine('/proc/sys/kernel/random/boot_id'),
    readlink('/proc/self/ns/pid').catch(() => null),
    readLine('/etc/machine-id'),
  ]);
  // Host names such as "localhost" are shared by many machines.
  const host = [os.hostname(), machine].filter(Boolean).join('/');
  return { pid: process.pid, startTicks, bootId, pidNamespace, host };
}

async function isProvablyDead(other: ProcessIdentity, own: ProcessIdentity): Promise<boolean> {
  if (other.host !== own.host) return false;
  if (other.bootId !== null && own.bootId !== null && other.bootId !== own.bootId) return true;
  if (other.pidNamespace !== own.pidNamespace) return false;
  if (!processExists(other.pid)) return true;
  const startTicks = await startTicksOf(other.pid);
  // A process whose start cannot be read, such as another user's, may well be the holder.
  return other.startTicks !== null && startTicks !== null && startTicks !== other.startTicks;
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it exists and belongs to somebody else.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

/** Field 22 of /proc/PID/stat (proc_pid_stat(5)); the second field may hold spaces and parentheses. */
async function startTicksOf(pid: number): Promise<string | null> {
  const stat = await readLine(`/proc/${pid}/stat`);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields?.[19] ?? null;
}

async function readLine(file: string): Promise<string | null> {
  const text = await readFile(file, 'latin1').catch(() => null);
  return text === null ? null : text.trim();
}
