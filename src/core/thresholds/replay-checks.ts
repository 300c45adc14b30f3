import type { Frame } from '../telemetry/frame.js';
import type { Check, CheckId } from './check.js';
import { CheckBoard, type BoardOptions } from './check-board.js';
import type { CheckEvent } from './check-run.js';

/** What checks would have done with stored history. */
export interface ReplayedCheck {
  readonly id: CheckId;
  readonly fired: readonly CheckEvent[];
  /** One sentence: how often it would have fired, and with what effect. */
  readonly text: string;
}

/** Runs stored frames, oldest first, through checks: says what a change of thresholds would have meant, before it is saved. */
export function replayChecks(frames: readonly Frame[], options: BoardOptions): readonly ReplayedCheck[] {
  const board = new CheckBoard(options);
  const events = frames.flatMap((frame) => board.take(frame)).filter(({ type }) => type === 'fired');
  return options.checks.map((check) => {
    const fired = events.filter((event) => event.check === check);
    return { id: check.id, fired, text: sentence(check, fired) };
  });
}

function sentence({ id, action, dryRun }: Check, fired: readonly CheckEvent[]): string {
  if (fired.length === 0) return `${id} would not have fired.`;
  const times = fired.length === 1 ? 'once' : `${fired.length} times`;
  const effects = { notify: 'told you', pause: 'asked you', rollback: 'rolled back a migrated agent that caused it' };
  return `${id} would have ${dryRun ? 'been recorded' : effects[action]} ${times}.`;
}
