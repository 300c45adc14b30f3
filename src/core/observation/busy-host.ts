import { agentSeries, hostSeries, type Frame, type SeriesId } from '../telemetry/frame.js';
import { medianOfSorted, sortedNumbers } from './median.js';

/**
 * Below half a runnable process a core nobody waits: above it two of them share what hyperthreads share, and bursts queue before the
 * average says so.
 */
const freeLoadPerCore = 0.5;
/** Who waits takes longer in the same measure as the load grows: more than this would look like a degradation of more than 10 %. */
const allowedGrowth = 1.1;
/** By so much the load of an even machine varies above its lower quarter. */
const usualSpread = 1.25;

/** Reads from frames what the work of others takes of the processors: runnable processes a core that are not the agent's. */
export class OthersLoad {
  private readonly agentCores: SeriesId;

  constructor(agent: string) {
    this.agentCores = agentSeries(agent, 'cpuCores');
  }

  /**
   * The load average, and where there is none the share of the processors that is in use; without the part that is the agent's own by the
   * processor time it takes. `undefined` when it was not measured.
   */
  perCore({ values }: Frame): number | undefined {
    const cores = values[hostCores];
    if (cores === undefined || cores <= 0) return undefined;
    const busy = inUse(values[hostPercent], cores);
    const load = values[hostLoad] ?? busy;
    if (load === undefined) return undefined;
    // How many of the agent's threads wait is not known: they are taken to wait as everybody else does.
    const all = busy ?? load;
    const own = Math.min(all, values[this.agentCores] ?? 0);
    return all <= 0 ? load / cores : (load * (1 - own / all)) / cores;
  }

  /** What was usual in frames, without work that came and went: that is not what is normal. `undefined` when it was never measured. */
  usualPerCore(frames: readonly Frame[]): number | undefined {
    const seen = sortedNumbers(frames.flatMap((frame) => this.perCore(frame) ?? []));
    const low = seen[Math.floor(seen.length / 4)];
    if (low === undefined) return undefined;
    return medianOfSorted(seen.filter((load) => load <= usualSpread * Math.max(freeLoadPerCore, low)));
  }
}

const hostCores = hostSeries('cpuCount');
const hostPercent = hostSeries('cpuPercent');
const hostLoad = hostSeries('load1');

function inUse(percent: number | undefined, cores: number): number | undefined {
  return percent === undefined ? undefined : (percent / 100) * cores;
}

/** How the processors are used by other work, against what was usual: a slow answer on a busier machine says nothing about the agent. */
export function comparedLoad(perCore: number, usualPerCore: number): 'busier' | 'same' | 'quieter' {
  const now = Math.max(freeLoadPerCore, perCore);
  const usual = Math.max(freeLoadPerCore, usualPerCore);
  if (now > allowedGrowth * usual) return 'busier';
  return allowedGrowth * now < usual ? 'quieter' : 'same';
}
