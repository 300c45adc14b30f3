import { amdListArguments } from '../../core/telemetry/amd-smi.js';
import { amdProcessArguments, parseAmdProcesses } from '../../core/telemetry/amd-smi-processes.js';
import type { GpuProcessReport } from '../../core/telemetry/gpu-process.js';
import { interpretToolRun } from '../../core/telemetry/gpu-tool-outcome.js';
import type { GpuToolPaths } from '../../core/telemetry/gpu-tool-paths.js';
import { parseProcesses, processArguments } from '../../core/telemetry/nvidia-smi-processes.js';
import { basicFields, queryArguments } from '../../core/telemetry/nvidia-smi-query.js';
import { parseXpuRows } from '../../core/telemetry/xpu-smi.js';
import { parseXpuProcesses, xpuProcessArguments } from '../../core/telemetry/xpu-smi-processes.js';
import { runTool } from './run-tool.js';

/** Lists the processes on the cards of one vendor; `none` where there are no such cards. Never rejects. */
export type GpuProcessTool = (signal: AbortSignal) => Promise<GpuProcessReport>;

const limits = { timeoutMs: 4000, maxOutputBytes: 1024 * 1024 };

/** One tool for each vendor. AMD's tool before (`rocm-smi`) does not say on which card a process is, and is not asked. */
export function gpuProcessTools({ nvidiaSmi, amdSmi, xpuSmi }: GpuToolPaths): readonly GpuProcessTool[] {
  return [
    (signal) => ask('nvidia-smi', nvidiaSmi, processArguments, parseProcesses, signal),
    async (signal) => {
      const cards = await textOf(amdSmi, amdListArguments, signal);
      return ask('amd-smi', amdSmi, amdProcessArguments, (stdout) => parseAmdProcesses(stdout, cards), signal);
    },
    async (signal) => {
      const cards = parseXpuRows(await textOf(xpuSmi, queryArguments(basicFields), signal), basicFields) ?? [];
      return ask('xpu-smi', xpuSmi, xpuProcessArguments, (stdout) => parseXpuProcesses(stdout, cards), signal);
    },
  ];
}

async function ask(
  name: string,
  executable: string,
  args: readonly string[],
  parse: (stdout: string) => GpuProcessReport,
  signal: AbortSignal,
): Promise<GpuProcessReport> {
  const run = await runTool(executable, args, limits, signal);
  const outcome = interpretToolRun(name, run, () => []);
  return outcome.status === 'ok' ? parse(run.stdout) : { status: outcome.status, text: outcome.text };
}

async function textOf(executable: string, args: readonly string[], signal: AbortSignal): Promise<string> {
  return (await runTool(executable, args, limits, signal)).stdout;
}
