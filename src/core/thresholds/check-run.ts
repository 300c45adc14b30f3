import type { Frame } from '../telemetry/frame.js';
import type { Check } from './check.js';
import type { Judge, Subject } from './judge.js';

/** `pending`: breached, not yet for long enough. `clearing`: clear, not yet for long enough. `unknown`: no data for a while. */
export type CheckState = 'ok' | 'pending' | 'firing' | 'clearing' | 'unknown';

/** One sample as evidence. */
export interface SeenValue {
  readonly atMs: number;
  readonly value: number;
}

/** A check began or ended firing. */
export interface CheckEvent {
  readonly type: 'fired' | 'cleared';
  readonly check: Check;
  readonly subject: Subject;
  readonly atMs: number;
  /** The samples of the breach, oldest first, at most the last 24. */
  readonly samples: readonly SeenValue[];
}

const keptSamples = 24;
/** So many missing samples in a row make a state unknown: what was pending has to begin anew. */
const missingUntilUnknown = 5;

/** One check of one subject over time. */
export class CheckRun {
  private current: CheckState = 'ok';
  private heldMs = 0;
  private lastAtMs: number | undefined;
  private samples: SeenValue[] = [];
  private firing = false;

  constructor(
    readonly check: Check,
    readonly subject: Subject,
    private readonly judge: Judge,
    private readonly intervalMs: number,
  ) {}

  get state(): CheckState {
    return this.current;
  }

  /** Takes the next frame in order of time; answers when the check began or ended firing. */
  take(frame: Frame): CheckEvent | undefined {
    this.forgetAfterSilence(frame.atMs);
    const judgement = this.judge(frame);
    if (judgement === undefined) return undefined;
    const stepMs = this.stepTo(frame.atMs);
    switch (judgement.outcome) {
      case 'breach':
        return this.breach({ atMs: frame.atMs, value: judgement.value }, stepMs);
      case 'clear':
        return this.clear(frame.atMs, stepMs);
      case 'between':
        this.current = this.firing ? 'firing' : 'ok';
        this.heldMs = 0;
        return undefined;
    }
  }

  private breach(sample: SeenValue, stepMs: number): CheckEvent | undefined {
    if (this.current !== 'pending' && !this.firing) {
      this.heldMs = 0;
      this.samples = [];
    }
    this.samples.push(sample);
    if (this.samples.length > keptSamples) this.samples.shift();
    if (this.firing) {
      this.current = 'firing';
      this.heldMs = 0;
      return undefined;
    }
    this.heldMs += stepMs;
    if (this.heldMs < this.check.forMs) {
      this.current = 'pending';
      return undefined;
    }
    this.current = 'firing';
    this.firing = true;
    this.heldMs = 0;
    return this.event('fired', sample.atMs);
  }

  private clear(atMs: number, stepMs: number): CheckEvent | undefined {
    if (!this.firing) {
      this.current = 'ok';
      this.heldMs = 0;
      return undefined;
    }
    this.heldMs = this.current === 'clearing' ? this.heldMs + stepMs : stepMs;
    this.current = 'clearing';
    if (this.heldMs < this.check.clearForMs) return undefined;
    this.current = 'ok';
    this.firing = false;
    this.heldMs = 0;
    return this.event('cleared', atMs);
  }

  /** The time one sample stands for: a missed one is bridged, a gap is not. */
  private stepTo(atMs: number): number {
    const stepMs = this.lastAtMs === undefined ? this.intervalMs : atMs - this.lastAtMs;
    this.lastAtMs = atMs;
    return Math.max(0, Math.min(stepMs, 2 * this.intervalMs));
  }

  private forgetAfterSilence(atMs: number): void {
    if (this.lastAtMs === undefined || atMs - this.lastAtMs <= missingUntilUnknown * this.intervalMs) return;
    this.current = 'unknown';
    this.heldMs = 0;
    // Whatever was going on may have ended unseen: it has to be seen anew before anything follows from it.
    this.firing = false;
    this.lastAtMs = undefined;
  }

  private event(type: CheckEvent['type'], atMs: number): CheckEvent {
    const { check, subject } = this;
    return { type, check, subject, atMs, samples: [...this.samples] };
  }
}
