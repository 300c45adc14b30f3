import { jsonIn, readValue, textOf, valueAt } from './json-values.js';
import { type GpuProcess, type GpuProcessReport, withoutUncounted } from './gpu-process.js';
import type { GpuSample } from './gpu-sample.js';
import { memoryLimits } from './nvidia-smi-query.js';
import { combine } from './reading.js';

export const xpuProcessArguments: readonly string[] = ['ps', '-j'];

/** Memory is told in kB of 1,000 bytes (`xpu-smi ps`, "Output Columns", and the source of the tool). */
const kilobytesPerMiB = (1024 * 1024) / 1000;

/** The answer to `xpuProcessArguments`, about cards that it knows by their number. */
export function parseXpuProcesses(stdout: string, gpus: readonly GpuSample[]): GpuProcessReport {
  const answer = jsonIn(stdout);
  const list = valueAt(answer, 'device_util_by_proc_list') ?? valueAt(answer, 'process_list');
  if (!Array.isArray(list)) return { status: 'fault', text: 'xpu-smi answered something else than processes.' };
  return { status: 'ok', processes: withoutUncounted(list.flatMap((entry: unknown) => toProcess(entry, gpus))) };
}

function toProcess(entry: unknown, gpus: readonly GpuSample[]): readonly GpuProcess[] {
  const pid = valueAt(entry, 'process_id');
  if (typeof pid !== 'number') return [];
  const index = String(valueAt(entry, 'device_id'));
  const kilobytes = readValue(valueAt(entry, 'mem_size'), { min: 0, max: memoryLimits.max * kilobytesPerMiB });
  return [
    {
      gpuUuid: gpus.find((gpu) => gpu.index === index)?.uuid ?? `XPU-${index}`,
      pid,
      name: textOf(valueAt(entry, 'process_name')) ?? '',
      usedMiB: combine([kilobytes], ([amount = 0]) => amount / kilobytesPerMiB),
    },
  ];
}
