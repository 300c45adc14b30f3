import { agentSeries, agentVramSeries, gpuSeries, gpusIn, type Frame, type SeriesId } from '../telemetry/frame.js';

/** VRAM in MiB that processes other than the agent's hold, by GPU; all that is used where nothing is attributed to the agent. */
export function foreignMiB(frame: Frame, agent: string): Readonly<Record<string, number>> {
  return Object.fromEntries(
    gpusIn(frame).flatMap((uuid) => {
      const used = frame.values[gpuSeries(uuid, 'usedMiB')];
      return used === undefined ? [] : [[uuid, used - (frame.values[agentVramSeries(agent, uuid)] ?? 0)]];
    }),
  );
}

/** A process that begins to use a GPU holds at least its context, some 300 MiB; less is the desktop breathing. */
const smallestJobMiB = 256;

interface WatchedGpu {
  readonly uuid: string;
  readonly used: SeriesId;
  readonly free: SeriesId;
  readonly agents: SeriesId;
  readonly foreignBeforeMiB: number;
}

/** Tells whether somebody else's work came to the agent's GPUs since the baseline: what the agent shows then proves nothing about its code. */
export class ContentionMeter {
  private readonly gpus: readonly WatchedGpu[];
  private readonly vram: SeriesId;

  constructor(agent: string, foreignBefore: Readonly<Record<string, number>>) {
    this.vram = agentSeries(agent, 'vramMiB');
    this.gpus = Object.entries(foreignBefore).map(([uuid, foreignBeforeMiB]) => ({
      uuid,
      used: gpuSeries(uuid, 'usedMiB'),
      free: gpuSeries(uuid, 'freeMiB'),
      agents: agentVramSeries(agent, uuid),
      foreignBeforeMiB,
    }));
  }

  /** Where nothing can be attributed, any growth on any GPU may be somebody else's. */
  isContended({ values }: Frame): boolean {
    const isAttributed = values[this.vram] !== undefined;
    for (const gpu of this.gpus) {
      const used = values[gpu.used];
      const agents = values[gpu.agents] ?? 0;
      if (used === undefined || (isAttributed && agents <= 0)) continue;
      const allowance = Math.max(smallestJobMiB, 0.05 * (used + (values[gpu.free] ?? 0)));
      if (used - agents - gpu.foreignBeforeMiB > allowance) return true;
    }
    return false;
  }

  /** Growth in MiB of everybody else's VRAM on one GPU since the baseline; `undefined` when it is not known. */
  foreignGrowthMiB({ values }: Frame, uuid: string): number | undefined {
    const gpu = this.gpus.find((one) => one.uuid === uuid);
    const used = gpu === undefined ? undefined : values[gpu.used];
    if (gpu === undefined || used === undefined || values[this.vram] === undefined) return undefined;
    return used - (values[gpu.agents] ?? 0) - gpu.foreignBeforeMiB;
  }
}
