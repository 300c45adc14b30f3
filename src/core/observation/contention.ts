import { agentSeries, agentVramSeries, gpuSeries, gpusIn, type Frame, type SeriesId } from '../telemetry/frame.js';
import { comparedLoad, OthersLoad } from './busy-host.js';

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

/** What the work of others took of the machine while the baseline was taken. */
export interface OthersBefore {
  /** VRAM in MiB, by GPU. */
  readonly foreignMiB: Readonly<Record<string, number>>;
  /** Runnable processes a core; absent when it was not measured, so that nothing can be compared with it. */
  readonly othersLoadPerCore?: number | undefined;
}

/**
 * Tells whether somebody else's work came to the agent's GPUs or to the processors since the baseline: how fast the agent is then proves
 * nothing about its code.
 */
export class ContentionMeter {
  private readonly gpus: readonly WatchedGpu[];
  private readonly vram: SeriesId;
  private readonly load: OthersLoad;

  constructor(
    agent: string,
    private readonly before: OthersBefore,
  ) {
    this.vram = agentSeries(agent, 'vramMiB');
    this.load = new OthersLoad(agent);
    this.gpus = Object.entries(before.foreignMiB).map(([uuid, foreignBeforeMiB]) => ({
      uuid,
      used: gpuSeries(uuid, 'usedMiB'),
      free: gpuSeries(uuid, 'freeMiB'),
      agents: agentVramSeries(agent, uuid),
      foreignBeforeMiB,
    }));
  }

  isContended(frame: Frame): boolean {
    return this.isHostBusier(frame) || this.isGpuShared(frame);
  }

  /** A machine as busy as it was before is none: it slowed the agent down then, too. */
  isHostBusier(frame: Frame): boolean {
    return this.hostNow(frame) === 'busier';
  }

  /** What is worse all the same is worse; but what is not may be so because the others have gone. */
  isHostQuieter(frame: Frame): boolean {
    return this.hostNow(frame) === 'quieter';
  }

  private hostNow(frame: Frame): ReturnType<typeof comparedLoad> {
    const { othersLoadPerCore: before } = this.before;
    const now = before === undefined ? undefined : this.load.perCore(frame);
    return before === undefined || now === undefined ? 'same' : comparedLoad(now, before);
  }

  /** Where nothing can be attributed, any growth on any GPU may be somebody else's. */
  private isGpuShared({ values }: Frame): boolean {
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
