import { agentSeries, type Frame } from '../telemetry/frame.js';
import type { CheckEvent } from '../thresholds/check-run.js';
import type { Baseline } from './baseline.js';
import type { ContentionMeter } from './contention.js';
import { median } from './median.js';
import type { Owner } from './verdict.js';

/** Growth in MiB that is worth blaming somebody for. */
const noticeableMiB = 64;
/** Cores that are worth blaming somebody for. */
const noticeableCores = 0.5;

export interface Suspect {
  readonly agent: string;
  readonly baseline: Baseline;
  readonly contention: ContentionMeter;
}

/** Whose growth since the baseline broke a limit. Where that cannot be told, it is nobody's and nothing is rolled back for it. */
export function ownerOf(event: CheckEvent, frame: Frame, suspect: Suspect): Owner {
  switch (event.check.kind) {
    case 'vram':
      return event.subject.kind === 'gpu' ? vramOwner(event.subject.id, frame, suspect) : 'unknown';
    case 'load':
      return loadOwner(frame, suspect);
    case 'temperature':
      return 'unknown';
    case 'response':
      return responseOwner(event, frame, suspect);
    case 'communication':
      return communicationOwner(frame, suspect);
  }
}

function vramOwner(uuid: string, frame: Frame, { agent, baseline, contention }: Suspect): Owner {
  const held = frame.values[agentSeries(agent, 'vramMiB')];
  const foreignGrowth = contention.foreignGrowthMiB(frame, uuid);
  if (held === undefined || foreignGrowth === undefined) return 'unknown';
  const before = baseline.metrics.vramMiB;
  const growth = held - (before === undefined ? 0 : median(before.slice(-60).map((bucket) => bucket.median)));
  return growth >= noticeableMiB && growth >= foreignGrowth ? 'agent' : 'other';
}

function loadOwner({ values }: Frame, { agent, baseline }: Suspect): Owner {
  const cores = values[agentSeries(agent, 'cpuCores')];
  const load = values['host:load1'];
  if (cores === undefined || load === undefined || baseline.load1 === undefined) return 'unknown';
  const growth = cores - (baseline.cpuCores ?? 0);
  return growth >= noticeableCores && growth >= (load - baseline.load1) / 2 ? 'agent' : 'other';
}

function communicationOwner(frame: Frame, { agent, baseline, contention }: Suspect): Owner {
  // An agent that did not answer before has lost nothing.
  if (!baseline.answered) return 'unknown';
  const hasGone = frame.values[agentSeries(agent, 'running')] === 0;
  return contention.isHostBusier(frame) && !hasGone ? 'other' : 'agent';
}

function responseOwner({ check }: CheckEvent, frame: Frame, { baseline, contention }: Suspect): Owner {
  const before = baseline.metrics.responseMs;
  if (check.kind !== 'response' || before === undefined) return 'unknown';
  // What was beyond the limit already says nothing about the migration.
  if (median(before.map((bucket) => bucket.median)) > check.limit) return 'unknown';
  return contention.isContended(frame) ? 'other' : 'agent';
}
