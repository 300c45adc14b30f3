import { readdir, readFile } from 'node:fs/promises';

/** Processes of a server in which extensions run, by the server's process group. Reads /proc, so it knows them on Linux alone. */
export async function extensionHosts(serverPid: number): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).map(Number).filter(Number.isInteger);
  const found = await Promise.all(pids.map(async (pid) => ((await isHost(pid, serverPid)) ? [pid] : [])));
  return found.flat();
}

async function isHost(pid: number, serverPid: number): Promise<boolean> {
  try {
    const [stat, command] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'latin1'),
      readFile(`/proc/${pid}/cmdline`, 'latin1'),
    ]);
    // Field 5 of proc_pid_stat(5), counted after the name in parentheses.
    const group = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]);
    return group === serverPid && command.includes('--type=extensionHost');
  } catch {
    // Ended meanwhile.
    return false;
  }
}
