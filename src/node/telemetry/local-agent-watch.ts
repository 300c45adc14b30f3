import path from 'node:path';
import type { AgentWatch, WatchedAgent } from '../../app/ports/agent-watch.js';
import type { AgentMeasurement } from '../../core/telemetry/frame.js';
import type { GpuProcess } from '../../core/telemetry/gpu-process.js';
import type { GpuToolPaths } from '../../core/telemetry/gpu-tool-paths.js';
import { processesOf, type RunningProcess } from '../../core/telemetry/process-tree.js';
import { askAgent } from './ask-agent.js';
import { GpuProcessList } from './gpu-process-list.js';
import { gpuProcessTools } from './gpu-process-tools.js';
import { listProcesses } from './process-list.js';

export interface AgentWatchOptions {
  /** Real path of the workspace folder. */
  readonly root: string;
  readonly gpuTools: GpuToolPaths;
  readonly monotonicMs: () => number;
}

interface CpuReading {
  readonly cpuSeconds: number;
  readonly atMs: number;
}

/** Finds the processes of agents on this machine, what they hold of its GPUs, and asks the agents themselves. */
export class LocalAgentWatch implements AgentWatch {
  private readonly gpuProcesses: GpuProcessList;
  private readonly lastCpu = new Map<string, CpuReading>();
  private readonly answering = new Set<string>();

  constructor(private readonly options: AgentWatchOptions) {
    this.gpuProcesses = new GpuProcessList(gpuProcessTools(options.gpuTools), options.monotonicMs);
  }

  async measure(agents: readonly WatchedAgent[], signal: AbortSignal): Promise<readonly AgentMeasurement[]> {
    const [processes, gpuProcesses] = await Promise.all([listProcesses(), this.gpuProcesses.read(signal)]);
    return await Promise.all(
      agents.map(async (watched) => {
        const own = processes && processesOf(path.join(this.options.root, watched.path), processes);
        const asked = await this.ask(watched, signal);
        const held = own && gpuProcesses ? vramByGpu(own, gpuProcesses) : undefined;
        return {
          agent: watched.agent,
          values: { ...asked, ...this.processValues(watched.agent, own), ...totalOf(held) },
          vramMiBByGpu: held ?? {},
        };
      }),
    );
  }

  private async ask(
    { agent, probe, isProbeDerived }: WatchedAgent,
    signal: AbortSignal,
  ): Promise<AgentMeasurement['values']> {
    if (probe === undefined) return {};
    const values = await askAgent(probe, signal);
    if (isProbeDerived !== true) return values;
    if (values.answered === 1) this.answering.add(agent);
    // How long it took is not comparable with what another probe measured before.
    return values.answered === undefined || !this.answering.has(agent) ? {} : { answered: values.answered };
  }

  private processValues(agent: string, own: readonly RunningProcess[] | undefined): AgentMeasurement['values'] {
    if (own === undefined) return {};
    if (own.length === 0) {
      this.lastCpu.delete(agent);
      return { running: 0 };
    }
    const uptimeSeconds = Math.max(...own.map((one) => one.uptimeSeconds));
    const cpuSeconds = own.reduce((sum, one) => sum + one.cpuSeconds, 0);
    const last = this.lastCpu.get(agent);
    const atMs = this.options.monotonicMs();
    this.lastCpu.set(agent, { cpuSeconds, atMs });
    // A child that ended takes its time along: less than before is no measurement.
    if (last === undefined || cpuSeconds < last.cpuSeconds || atMs <= last.atMs) return { running: 1, uptimeSeconds };
    return { running: 1, uptimeSeconds, cpuCores: (cpuSeconds - last.cpuSeconds) / ((atMs - last.atMs) / 1000) };
  }
}

/** `undefined` as soon as one part is not known: a sum of the rest would be too small. */
function vramByGpu(
  own: readonly RunningProcess[],
  gpuProcesses: readonly GpuProcess[],
): Readonly<Record<string, number>> | undefined {
  const held: Record<string, number> = {};
  for (const { pid, gpuUuid, usedMiB } of gpuProcesses) {
    if (!own.some((one) => one.pid === pid)) continue;
    if (usedMiB.status !== 'ok') return undefined;
    held[gpuUuid] = (held[gpuUuid] ?? 0) + usedMiB.value;
  }
  return held;
}

function totalOf(held: Readonly<Record<string, number>> | undefined): { readonly vramMiB?: number } {
  if (held === undefined) return {};
  return { vramMiB: Object.values(held).reduce((sum, mib) => sum + mib, 0) };
}
