import type { AgentQuantity } from '../telemetry/frame.js';

/** A quantity of an agent that must not get more than 10 % worse. */
export interface Metric {
  readonly id: AgentQuantity;
  readonly title: string;
  readonly unit: string;
  readonly isWorseAbove: boolean;
  /** Work of others on the same GPU or processors makes it worse, whatever the agent does. */
  readonly suffersFromOthers: boolean;
  /** A change smaller than this is none, in the metric's unit: a tenth of almost nothing is noise. */
  readonly floor: number;
}

export const metrics: readonly Metric[] = [
  { id: 'responseMs', title: 'response time', unit: 'ms', isWorseAbove: true, suffersFromOthers: true, floor: 20 },
  { id: 'vramMiB', title: 'VRAM of the agent', unit: 'MiB', isWorseAbove: true, suffersFromOthers: false, floor: 64 },
  { id: 'throughput', title: 'throughput', unit: '', isWorseAbove: false, suffersFromOthers: true, floor: 0.1 },
];
