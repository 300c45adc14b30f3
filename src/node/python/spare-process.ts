import { afterIdle, type IdleTime } from '../idle-time.js';
import type { CompileProcess } from './compile-process.js';

/**
 * Keeps the process that compiled last for what is compiled soon: a plan is made again with other edits, written, and checked. Starting an
 * interpreter takes longer than compiling a large agent.
 */
export class SpareProcess {
  private spare: CompileProcess | undefined;
  private stay: (() => void) | undefined;

  constructor(private readonly idle: IdleTime) {}

  /** The one that was kept; nothing when there is none, or none that lives. */
  take(): CompileProcess | undefined {
    const { spare } = this;
    this.spare = undefined;
    this.stay?.();
    if (spare?.isFree !== true) return undefined;
    spare.wakeUp();
    return spare;
  }

  /** Takes over a process that nobody asks any more. One is enough, and one that still has to answer is of no more use. */
  keep(process: CompileProcess): void {
    if (this.spare || !process.isFree) {
      process.kill();
      return;
    }
    process.rest();
    this.spare = process;
    this.stay = afterIdle(this.idle, () => this.end());
  }

  end(): void {
    this.take()?.kill();
  }
}
