import { type Reading, unsupported, valueOf } from './reading.js';

/** One process that computes on a GPU; graphics processes are not listed by every driver. Keyed by pid and start, for pids are used again. */
export interface GpuProcess {
  /** The card's id as its `GpuSample` has it. */
  readonly gpuUuid: string;
  readonly pid: number;
  /** The executable; on Windows a path with spaces. */
  readonly name: string;
  /** Unsupported where the system keeps it to itself: WDDM, WSL, and drivers without the counters. */
  readonly usedMiB: Reading;
}

export type GpuProcessReport =
  | { readonly status: 'ok'; readonly processes: readonly GpuProcess[] }
  | { readonly status: 'none' | 'denied' | 'fault'; readonly text: string };

/**
 * Whoever is on a card holds some of its memory: a process that is listed with nothing on any card runs on a driver that does not count.
 * On one of several cards nothing is an answer.
 */
export function withoutUncounted(processes: readonly GpuProcess[]): readonly GpuProcess[] {
  const counted = new Set(processes.filter(({ usedMiB }) => (valueOf(usedMiB) ?? 0) > 0).map(({ pid }) => pid));
  return processes.map((one) =>
    counted.has(one.pid) || one.usedMiB.status !== 'ok' ? one : { ...one, usedMiB: unsupported },
  );
}
