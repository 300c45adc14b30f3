import { slotMs } from '../history/ring-layout.js';
import { agentSeries, type AgentQuantity, type Frame } from '../telemetry/frame.js';
import { BucketMedians, bucketMs, type Bucket } from './bucket-medians.js';
import { OthersLoad } from './busy-host.js';
import { ContentionMeter, foreignMiB } from './contention.js';
import { median, sortedNumbers } from './median.js';
import { metrics } from './metric.js';

/** How an agent and its machine were before the migration. */
export interface Baseline {
  readonly fromMs: number;
  readonly toMs: number;
  /** One-minute medians of each metric that was measured, oldest first, up to a day of them. */
  readonly metrics: { readonly [Id in AgentQuantity]?: readonly Bucket[] | undefined };
  /** VRAM that processes other than the agent's held while little else was going on, by GPU. */
  readonly foreignMiB: Readonly<Record<string, number>>;
  /** Runnable processes a core that were usual besides the agent's; absent when the machine was not measured. */
  readonly othersLoadPerCore?: number;
  /** Most VRAM that the agent held; absent when it was never attributed any. */
  readonly peakVramMiB?: number;
  /** Median processor time of the agent in cores, and median load of the machine. */
  readonly cpuCores?: number;
  readonly load1?: number;
  /** The agent answered its probe in most of the last hour. */
  readonly answered: boolean;
}

export const dayMs = 24 * 60 * 60 * 1000;
const hourMs = 60 * 60 * 1000;
/** So much before the migration is compared with: more smooths the comparison, and less would not tell times of the day apart. */
export const recentMs = 2 * hourMs;

/** So many make a good baseline: half an hour. */
const enoughBuckets = 30;

/** Half of the samples of a minute at the interval, at least one; the history keeps no more than one for each of its slots. */
export function samplesForBucket(intervalMs: number): number {
  return Math.max(1, Math.floor(bucketMs / Math.max(intervalMs, slotMs) / 2));
}

/** The baseline of an agent from frames before its migration, in order of time, at most a day of them. */
export function baselineOf(frames: readonly Frame[], agent: string, intervalMs: number): Baseline {
  const last = (spanMs: number) => frames.filter(({ atMs }) => atMs > (frames.at(-1)?.atMs ?? 0) - spanMs);
  const lastHour = last(hourMs);
  const othersLoadPerCore = new OthersLoad(agent).usualPerCore(last(recentMs));
  const others = {
    foreignMiB: quietForeign(frames, agent),
    ...(othersLoadPerCore === undefined ? {} : { othersLoadPerCore }),
  };
  const contention = new ContentionMeter(agent, others);
  // What other work did to the agent is no measure of the agent.
  const alone = frames.filter((frame) => !contention.isContended(frame));
  const series = (quantity: AgentQuantity, among = frames) => present(among, agentSeries(agent, quantity));
  const vram = series('vramMiB');
  const peakVramMiB = vram.length === 0 ? undefined : vram.reduce((most, value) => Math.max(most, value), 0);
  const cpuCores = medianOrNothing(series('cpuCores', lastHour));
  const load1 = medianOrNothing(present(lastHour, 'host:load1'));
  const answers = series('answered', lastHour);
  return {
    fromMs: frames[0]?.atMs ?? 0,
    toMs: frames.at(-1)?.atMs ?? 0,
    metrics: Object.fromEntries(
      metrics.flatMap(({ id, suffersFromOthers }) => {
        const buckets = bucketsOf(suffersFromOthers ? alone : frames, agentSeries(agent, id), intervalMs);
        return buckets.length === 0 ? [] : [[id, buckets]];
      }),
    ),
    ...others,
    ...(peakVramMiB === undefined ? {} : { peakVramMiB }),
    ...(cpuCores === undefined ? {} : { cpuCores }),
    ...(load1 === undefined ? {} : { load1 }),
    answered: answers.length > 0 && answers.filter((value) => value === 1).length > answers.length / 2,
  };
}

/** What is wanting before a migration can be observed well; empty when nothing is. Each is one sentence for a person. */
export function preflight(baseline: Baseline, now: Frame, agent: string): readonly string[] {
  const concerns: string[] = [];
  const measured = Object.values(baseline.metrics).map((buckets) => buckets?.length ?? 0);
  const longest = measured.reduce((most, count) => Math.max(most, count), 0);
  if (longest < enoughBuckets) {
    concerns.push(
      longest === 0
        ? `There is no baseline: ${agent} was never measured in the day before its migration. Danger is still noticed, but nothing can be compared, and the observation cannot pass. Roll back, ${howToMeasure(agent)}, and migrate again to have one.`
        : `There are only ${longest} minutes of measurements of ${agent} before its migration; 30 make a baseline. Next time, ${howToMeasure(agent)}.`,
    );
  }
  const { peakVramMiB } = baseline;
  if (peakVramMiB === undefined) return concerns;
  // A restart gives back what it holds now.
  const heldMiB = now.values[agentSeries(agent, 'vramMiB')] ?? 0;
  const freeMiB = Object.entries(now.values).reduce(
    (most, [id, value]) => (/^gpu:.+:freeMiB$/.test(id) ? Math.max(most, value) : most),
    Number.NEGATIVE_INFINITY,
  );
  if (Number.isFinite(freeMiB) && peakVramMiB > freeMiB + heldMiB) {
    concerns.push(
      `${agent} needed up to ${inGiB(peakVramMiB)} GiB of VRAM, and ${inGiB(freeMiB + heldMiB)} GiB are free: started now it would not fit.`,
    );
  }
  return concerns;
}

function howToMeasure(agent: string): string {
  return `run "telemetry --agent ${agent}" with a probe (--health, --port or --command) for 30 minutes`;
}

function bucketsOf(frames: readonly Frame[], series: string, intervalMs: number): readonly Bucket[] {
  const collector = new BucketMedians(samplesForBucket(intervalMs));
  const buckets: Bucket[] = [];
  for (const { atMs, values } of frames) {
    const value = values[series];
    const closed = value === undefined ? undefined : collector.add(atMs, value);
    // Four digits say enough, and a day of them goes into the journal.
    if (closed !== undefined) buckets.push({ atMs: closed.atMs, median: Number(closed.median.toPrecision(4)) });
  }
  return buckets;
}

/** The tenth part with the least: a job that came and went while the baseline was taken is not what is normal. */
function quietForeign(frames: readonly Frame[], agent: string): Readonly<Record<string, number>> {
  const held = new Map<string, number[]>();
  // One frame a minute tells enough.
  for (const frame of frames.filter((_, index) => index % 12 === 0)) {
    for (const [uuid, mib] of Object.entries(foreignMiB(frame, agent))) {
      const list = held.get(uuid);
      if (list === undefined) held.set(uuid, [mib]);
      else list.push(mib);
    }
  }
  return Object.fromEntries(
    [...held].map(([uuid, values]) => [uuid, sortedNumbers(values)[Math.floor(values.length / 10)] ?? 0]),
  );
}

function present(frames: readonly Frame[], series: string): readonly number[] {
  return frames.flatMap(({ values }) => values[series] ?? []);
}

function medianOrNothing(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : median(values);
}

function inGiB(mib: number): string {
  return (mib / 1024).toFixed(1);
}
