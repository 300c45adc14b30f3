import { agentSeries, type Frame, type SeriesId } from '../telemetry/frame.js';
import { CheckBoard } from '../thresholds/check-board.js';
import type { Check } from '../thresholds/check.js';
import type { CheckEvent } from '../thresholds/check-run.js';
import type { Baseline } from './baseline.js';
import { ContentionMeter } from './contention.js';
import { DegradationTest } from './degradation.js';
import { effectInWords } from './effect.js';
import { evidenceOfCheck, evidenceOfDegradation } from './evidence.js';
import { metrics } from './metric.js';
import { minimumBuckets } from './minimum-buckets.js';
import { ownerOf, type Suspect } from './ownership.js';
import type { Evidence, ObservationState, Phase, Verdict } from './verdict.js';

export interface ObservationPlan {
  /** `path:class`. */
  readonly agent: string;
  /** When the migrated code began to run, in milliseconds since the Unix epoch. */
  readonly startedAtMs: number;
  readonly forMs: number;
  /** At the beginning only what is dangerous counts: models load and caches fill. */
  readonly warmUpMs: number;
  readonly intervalMs: number;
  readonly checks: readonly Check[];
  readonly baseline: Baseline;
}

/** Share of the time that has to be observed for a pass. */
const enoughObserved = 0.8;
/** A sample stands for the time since the one before it, and for no more than so many intervals. */
const longestStep = 2;
const keptEvidence = 100;

interface WatchedMetric {
  readonly series: SeriesId;
  readonly test: DegradationTest;
}

/**
 * Watches one migrated agent: frames in, a verdict out. It has no clock and keeps nothing outside itself, so that the same frames give the
 * same verdict: that is how an observation goes on after a restart, and how a verdict is shown again.
 */
export class Observer {
  private readonly safety: CheckBoard;
  private readonly conduct: CheckBoard;
  private readonly suspect: Suspect;
  private readonly watched: readonly WatchedMetric[];
  private readonly signs: readonly SeriesId[];
  private readonly concerns: Evidence[] = [];
  private lastAtMs: number;
  private observedMs = 0;
  private contendedMs = 0;
  private verdict: Verdict | undefined;
  private phase: Phase = 'running';

  constructor(private readonly plan: ObservationPlan) {
    const { agent, baseline, checks, intervalMs } = plan;
    const isSafety = ({ kind }: Check): boolean => kind === 'vram' || kind === 'temperature';
    this.safety = new CheckBoard({ checks: checks.filter(isSafety), agents: [], intervalMs });
    this.conduct = new CheckBoard({ checks: checks.filter((check) => !isSafety(check)), agents: [agent], intervalMs });
    this.suspect = { agent, baseline, contention: new ContentionMeter(agent, baseline) };
    this.watched = metrics.flatMap((metric) => {
      const buckets = baseline.metrics[metric.id];
      if (buckets === undefined) return [];
      const test = new DegradationTest(metric, buckets, intervalMs);
      return [{ series: agentSeries(agent, metric.id), test }];
    });
    this.signs = (['answered', 'responseMs', 'vramMiB', 'running'] as const).map((id) => agentSeries(agent, id));
    this.lastAtMs = plan.startedAtMs;
  }

  /** Takes the next frame, in order of time; answers with the verdict as soon as there is one, and once there is one with nothing else. */
  take(frame: Frame): Verdict | undefined {
    if (this.verdict !== undefined || frame.atMs <= this.lastAtMs) return this.verdict;
    if (frame.atMs >= this.endMs) return this.finish(frame.atMs);
    const isContended = this.suspect.contention.isContended(frame);
    this.countTime(frame, isContended || this.suspect.contention.isHostQuieter(frame));
    this.heed(this.safety.take(frame), frame);
    if (frame.atMs < this.plan.startedAtMs + this.plan.warmUpMs) return this.verdict;
    this.heed(this.conduct.take(frame), frame);
    this.compare(frame, isContended);
    return this.verdict;
  }

  /** Ends an observation whose time is over, even when no frame came any more. */
  finish(nowMs: number): Verdict | undefined {
    if (this.verdict !== undefined || nowMs < this.endMs) return this.verdict;
    const failing = this.whyNotPassed();
    const asked = this.concerns.filter(({ effect }) => effect === 'ask');
    if (asked.length > 0) return this.decide('ask', asked);
    if (failing.length > 0)
      return this.decide(
        'inconclusive',
        failing.map((text) => this.remark(text, nowMs)),
      );
    return this.decide('keep', [this.remark(this.passedWords(), nowMs)]);
  }

  state(nowMs: number): ObservationState {
    const { startedAtMs, warmUpMs, forMs } = this.plan;
    const elapsedMs = Math.min(Math.max(0, nowMs - startedAtMs), forMs);
    return {
      phase: this.phase,
      startedAtMs,
      untilMs: this.endMs,
      observedMs: this.observedMs,
      unobservedMs: Math.max(0, elapsedMs - this.observedMs),
      contendedMs: this.contendedMs,
      warmUpLeftMs: this.phase === 'running' ? Math.max(0, startedAtMs + warmUpMs - nowMs) : 0,
      concerns: [...this.concerns],
      suspected: this.watched.filter(({ test }) => test.isSuspected).map(({ test }) => test.metric.title),
      effects: this.effects(),
      ...(this.verdict === undefined ? {} : { verdict: this.verdict }),
    };
  }

  private get endMs(): number {
    return this.plan.startedAtMs + this.plan.forMs;
  }

  private countTime({ atMs, values }: Frame, isIncomparable: boolean): void {
    const stepMs = Math.min(atMs - this.lastAtMs, longestStep * this.plan.intervalMs);
    this.lastAtMs = atMs;
    if (!this.signs.some((id) => values[id] !== undefined)) return;
    this.observedMs += stepMs;
    if (isIncomparable) this.contendedMs += stepMs;
  }

  private heed(events: readonly CheckEvent[], frame: Frame): void {
    for (const event of events) {
      if (event.type === 'fired') this.note(evidenceOfCheck(event, ownerOf(event, frame, this.suspect)));
    }
  }

  private compare(frame: Frame, isContended: boolean): void {
    for (const { series, test } of this.watched) {
      if (isContended && test.metric.suffersFromOthers) continue;
      const value = frame.values[series];
      const degradation = value === undefined ? undefined : test.add(frame.atMs, value);
      if (degradation === undefined) continue;
      const evidence = evidenceOfDegradation(degradation, test.metric);
      // The rule goes on holding while nobody decides; once is enough.
      if (!this.concerns.some(({ rule }) => rule === evidence.rule)) this.note(evidence);
    }
  }

  private note(evidence: Evidence): void {
    if (this.concerns.length < keptEvidence) this.concerns.push(evidence);
    if (evidence.effect === 'rollback' && this.verdict === undefined) this.decide('rollback', [evidence]);
  }

  private decide(outcome: Verdict['outcome'], because: readonly Evidence[]): Verdict {
    const measured = this.watched.flatMap(({ test }) => test.measured() ?? []);
    this.verdict = { outcome, because, quiet: this.quietRules(because), measured };
    this.phase = outcome === 'keep' ? 'passed' : outcome === 'rollback' ? 'failed' : 'inconclusive';
    return this.verdict;
  }

  private quietRules(because: readonly Evidence[]): readonly string[] {
    const loud = new Set([...because, ...this.concerns].map(({ rule }) => rule));
    const all = [
      ...this.plan.checks.map(({ id }) => id),
      ...this.watched.map(({ test }) => `degradation:${test.metric.id}`),
    ];
    return all.filter((rule) => !loud.has(rule));
  }

  private whyNotPassed(): readonly string[] {
    const { forMs } = this.plan;
    const share = this.observedMs / forMs;
    const compared = this.watched.filter(({ test }) => test.hasBaseline && test.bucketCount >= minimumBuckets);
    const suspected = this.watched.filter(({ test }) => test.isSuspected);
    return [
      ...(share < enoughObserved
        ? [`Only ${Math.floor(100 * share)} % of the time was observed; ${100 * enoughObserved} % are needed.`]
        : []),
      ...(compared.length === 0
        ? [
            this.watched.length === 0
              ? 'Nothing could be compared: the agent was not measured before its migration.'
              : 'No metric could be compared with the time before: 15 minutes of each are needed.',
          ]
        : []),
      ...(this.contendedMs > this.observedMs / 2
        ? ['For more than half of the time other work on the agent’s GPU or the processors was not what it was before.']
        : []),
      ...suspected.map(({ test }) => `The ${test.metric.title} looks more than 10 % worse, without proof.`),
    ];
  }

  private passedWords(): string {
    const words = Object.entries(this.effects()).map(([title, effect]) => `${title}: ${effect}`);
    return `Nothing got worse. ${words.join('; ')}.`;
  }

  private effects(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      this.watched.flatMap(({ test }) => {
        const effect = test.effect();
        return effect === undefined ? [] : [[test.metric.title, effectInWords(effect, test.metric.isWorseAbove)]];
      }),
    );
  }

  private remark(text: string, atMs: number): Evidence {
    return { rule: 'observation', text, atMs, owner: 'unknown', effect: 'note', samples: [] };
  }
}
