import { gpusIn, type Frame } from '../telemetry/frame.js';
import type { Check } from './check.js';
import { CheckRun, type CheckEvent } from './check-run.js';
import { judgeFor, type Subject } from './judge.js';

export interface BoardOptions {
  readonly checks: readonly Check[];
  /** Agents as `path:class`. */
  readonly agents: readonly string[];
  readonly intervalMs: number;
}

/** A GPU seldom joins a running machine: looking for one at every frame would cost more than all checks together. */
const framesBetweenLooks = 5;

/** All checks of everything that frames tell about: subjects join as they are first seen. */
export class CheckBoard {
  private readonly runs: CheckRun[] = [];
  private readonly knownGpus = new Set<string>();
  private framesUntilLook = 0;

  constructor(private readonly options: BoardOptions) {
    this.add({ kind: 'host' });
    for (const id of options.agents) this.add({ kind: 'agent', id });
  }

  /** Takes the next frame in order of time. */
  take(frame: Frame): readonly CheckEvent[] {
    this.welcome(frame);
    const events: CheckEvent[] = [];
    for (const run of this.runs) {
      const event = run.take(frame);
      if (event !== undefined) events.push(event);
    }
    return events;
  }

  /** Checks that fire now, or have no data. */
  get states(): readonly Pick<CheckRun, 'check' | 'subject' | 'state'>[] {
    return this.runs;
  }

  private welcome(frame: Frame): void {
    if (this.framesUntilLook > 0) {
      this.framesUntilLook -= 1;
      return;
    }
    this.framesUntilLook = framesBetweenLooks;
    for (const id of gpusIn(frame)) {
      if (!this.knownGpus.has(id)) this.add({ kind: 'gpu', id });
      this.knownGpus.add(id);
    }
  }

  private add(subject: Subject): void {
    const { checks, intervalMs } = this.options;
    for (const check of checks) {
      const judge = judgeFor(check, subject);
      if (judge !== undefined) this.runs.push(new CheckRun(check, subject, judge, intervalMs));
    }
  }
}
