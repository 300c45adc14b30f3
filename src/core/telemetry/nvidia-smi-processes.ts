import type { GpuProcess, GpuProcessReport } from './gpu-process.js';
import { memoryLimits, readCell } from './nvidia-smi-query.js';

export const processArguments: readonly string[] = [
  '--query-compute-apps=gpu_uuid,pid,process_name,used_gpu_memory',
  '--format=csv,noheader,nounits',
];

/** Reads the answer to `processArguments`. No rows at all means that nothing computes. */
export function parseProcesses(stdout: string): GpuProcessReport {
  const processes: GpuProcess[] = [];
  let isDenied = false;
  for (const raw of stdout.replace(/^\uFEFF/, '').split('\n')) {
    const line = raw.trim();
    if (line === '') continue;
    const cells = line.split(',').map((cell) => cell.trim());
    const [gpuUuid = '', pid = ''] = cells;
    // Two cells from the left and one from the right: a name may hold commas, and nothing is quoted.
    if (cells.length < 4 || !/^(GPU|MIG)-/i.test(gpuUuid) || !/^\d+$/.test(pid)) {
      isDenied ||= /insufficient permissions/i.test(line);
      continue;
    }
    const usedMiB = readCell(cells.at(-1), memoryLimits);
    processes.push({ gpuUuid, pid: Number(pid), name: cells.slice(2, -1).join(', '), usedMiB });
  }
  if (isDenied && processes.length === 0)
    return { status: 'denied', text: 'The processes on the GPUs may not be read.' };
  return { status: 'ok', processes };
}
