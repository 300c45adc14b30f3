import { readdir, readFile, readlink } from 'node:fs/promises';
import type { RunningProcess } from '../../core/telemetry/process-tree.js';

/** proc_pid_stat(5): `_SC_CLK_TCK` is 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** Every process of this machine that may be read; `undefined` where the platform has no `/proc`. */
export async function listProcesses(): Promise<readonly RunningProcess[] | undefined> {
  const uptime = Number((await readFile('/proc/uptime', 'latin1').catch(() => '')).split(' ')[0]);
  if (!(uptime > 0)) return undefined;
  const names = await readdir('/proc').catch(() => []);
  const pids = names.filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(pids.map((pid) => readProcess(pid, uptime)));
  return found.filter((one) => one !== undefined);
}

/** `undefined` for a process that ended meanwhile and for threads of the kernel. */
async function readProcess(pid: string, uptime: number): Promise<RunningProcess | undefined> {
  try {
    const [line, stat] = await Promise.all([
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
      readFile(`/proc/${pid}/stat`, 'latin1'),
    ]);
    if (line === '') return undefined;
    // The second field may hold spaces and parentheses.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [parent, user, system, start] = [1, 11, 12, 19].map((index) => Number(fields[index]));
    return {
      pid: Number(pid),
      parent: parent ?? 0,
      arguments: line.split('\0').slice(0, -1),
      folder: await readlink(`/proc/${pid}/cwd`).catch(() => ''),
      cpuSeconds: ((user ?? 0) + (system ?? 0)) / ticksPerSecond,
      uptimeSeconds: uptime - (start ?? 0) / ticksPerSecond,
    };
  } catch {
    return undefined;
  }
}
