import { amdCardId, rowsIn } from './amd-smi.js';
import { firstKnown, readMiB, textOf, valueAt } from './json-values.js';
import { type GpuProcess, type GpuProcessReport, withoutUncounted } from './gpu-process.js';

export const amdProcessArguments: readonly string[] = ['process', '--json'];

/**
 * The answers to `amdProcessArguments` and to `amdListArguments`, which knows the cards by more than their number. An idle card has a
 * sentence where its processes would be.
 */
export function parseAmdProcesses(stdout: string, listAnswer: string): GpuProcessReport {
  const rows = rowsIn(stdout).filter((row) => Array.isArray(valueAt(row, 'process_list')));
  if (rows.length === 0) return { status: 'fault', text: 'amd-smi answered something else than processes.' };
  const listed = new Map(rowsIn(listAnswer).map((row) => [valueAt(row, 'gpu'), row]));
  const processes = rows.flatMap((row) => {
    const index = valueAt(row, 'gpu');
    const gpuUuid = amdCardId(listed.get(index), String(index));
    const list = valueAt(row, 'process_list');
    return Array.isArray(list) ? list.flatMap((entry) => toProcess(valueAt(entry, 'process_info'), gpuUuid)) : [];
  });
  return { status: 'ok', processes: withoutUncounted(processes) };
}

function toProcess(info: unknown, gpuUuid: string): readonly GpuProcess[] {
  const pid = valueAt(info, 'pid');
  if (typeof pid !== 'number') return [];
  const usedMiB = firstKnown([readMiB(valueAt(info, 'memory_usage', 'vram_mem')), readMiB(valueAt(info, 'mem_usage'))]);
  return [{ gpuUuid, pid, name: textOf(valueAt(info, 'name')) ?? '', usedMiB }];
}
