/**
 * Preloaded into a Node process: writes what the process took from here to its end into the file `$BENCH_COST_FILE`. Worker threads and,
 * on Linux, the processes it waited for are part of it; Node's own start is not.
 */
import { readFileSync, writeFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second, whatever the kernel does inside (proc(5), `sysconf(_SC_CLK_TCK)`). */
const tickMs = 10;

const file = process.env['BENCH_COST_FILE'];
const startedMs = performance.now();
const before = process.cpuUsage();

process.on('exit', () => {
  if (file === undefined) return;
  const { user, system } = process.cpuUsage(before);
  const cpuMs = (user + system) / 1000 + childrenMs();
  writeFileSync(file, JSON.stringify({ wallMs: performance.now() - startedMs, cpuMs }));
});

/** Fields 16 and 17 of /proc/self/stat, counted behind the program's name, which may hold blanks. */
function childrenMs(): number {
  if (process.platform !== 'linux') return 0;
  const fields = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /su, '')
    .split(' ');
  return (Number(fields[13]) + Number(fields[14])) * tickMs;
}
