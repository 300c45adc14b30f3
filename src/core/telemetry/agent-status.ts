import type { AgentMeasurement } from './frame.js';

export interface StatusNames {
  /** What people call a GPU, by uuid. */
  readonly gpuLabels: Readonly<Record<string, string>>;
  /** VRAM that the agent usually held, before its migration if it has one. */
  readonly baselineMiB: number | undefined;
}

/** `running on GPU 0 · 3.2 GiB · baseline 2.9`, or `not running`; `undefined` where processes cannot be seen. */
export function agentStatusText({ values, vramMiBByGpu }: AgentMeasurement, names: StatusNames): string | undefined {
  if (values.running === undefined) return undefined;
  if (values.running === 0) return 'not running';
  const gpus = Object.keys(vramMiBByGpu).map((uuid) => names.gpuLabels[uuid] ?? 'a GPU');
  const where = gpus.length === 0 ? 'running' : `running on ${gpus.join(' and ')}`;
  const held = values.vramMiB === undefined || gpus.length === 0 ? [] : [`${inGiB(values.vramMiB)} GiB`];
  const baseline = names.baselineMiB === undefined || held.length === 0 ? [] : [`baseline ${inGiB(names.baselineMiB)}`];
  const response = values.responseMs === undefined ? [] : [`answers in ${values.responseMs.toFixed(0)} ms`];
  const silence = values.answered === 0 ? ['does not answer'] : [];
  return [where, ...held, ...baseline, ...response, ...silence].join(' · ');
}

function inGiB(mib: number): string {
  return (mib / 1024).toFixed(1);
}
