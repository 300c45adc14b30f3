import { amdListArguments } from '../../core/telemetry/amd-smi.js';
import { amdProcessArguments, parseAmdProcesses } from '../../core/telemetry/amd-smi-processes.js';
import type { GpuProcessReport } from '../../core/telemetry/gpu-process.js';
import { interpretToolRun } from '../../core/telemetry/gpu-tool-outcome.js';
import type { GpuToolPaths } from '../../core/telemetry/gpu-tool-paths.js';
import { parseProcesses, processArguments } from '../../core/telemetry/nvidia-smi-processes.js';
import { basicFields, queryArguments } from '../../core/telemetry/nvidia-smi-query.js';
import { parseXpuRows } from '../../core/telemetry/xpu-smi.js';
import { parseXpuProcesses, xpuProcessArguments } from '../../core/telemetry/xpu-smi-processes.js';
import { runTool, toolLimits } from './run-tool.js';

/** Lists the processes on the cards of one vendor; `none` where there are no such cards. Never rejects. */
export type GpuProcessTool = (signal: AbortSignal) => Promise<GpuProcessReport>;

/** One tool for each vendor. AMD's tool before (`rocm-smi`) does not say on which card a process is, and is not asked. */
export function gpuProcessTools({ nvidiaSmi, amdSmi, xpuSmi }: GpuToolPaths): readonly GpuProcessTool[] {
  return [
    async (signal) => {
      const answer = await ask({ name: 'nvidia-smi', executable: nvidiaSmi }, processArguments, signal);
      return typeof answer === 'string' ? parseProcesses(answer) : answer;
    },
    withCards({ name: 'amd-smi', executable: amdSmi }, [amdProcessArguments, amdListArguments], parseAmdProcesses),
    withCards(
      { name: 'xpu-smi', executable: xpuSmi },
      [xpuProcessArguments, queryArguments(basicFields)],
      (processes, cards) => parseXpuProcesses(processes, parseXpuRows(cards, basicFields) ?? []),
    ),
  ];
}

interface Tool {
  readonly name: string;
  readonly executable: string;
}

/** Of a tool that tells of processes by the number of the card: what the cards are is asked once, behind the first answer. */
function withCards(
  tool: Tool,
  [processes, cards]: readonly [processes: readonly string[], cards: readonly string[]],
  parse: (processes: string, cards: string) => GpuProcessReport,
): GpuProcessTool {
  let known: string | undefined;
  return async (signal) => {
    const answer = await ask(tool, processes, signal);
    if (typeof answer !== 'string') return answer;
    const listed = known ?? (await ask(tool, cards, signal));
    if (typeof listed === 'string') known = listed;
    return parse(answer, known ?? '');
  };
}

/** What the tool printed, or why there is nothing to read. */
async function ask(
  { name, executable }: Tool,
  args: readonly string[],
  signal: AbortSignal,
): Promise<string | GpuProcessReport> {
  const run = await runTool(executable, args, toolLimits, signal);
  const outcome = interpretToolRun(name, run, () => []);
  return outcome.status === 'ok' ? run.stdout : { status: outcome.status, text: outcome.text };
}
