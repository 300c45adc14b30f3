import { setTimeout as sleep } from 'node:timers/promises';
import { lookAgainMs, mayStart } from '../app/run/may-start.js';
import { findRunObstacle } from '../app/run/run-obstacle.js';
import { parseSchedule, scheduleForm } from '../core/schedule/schedule.js';
import type { CommandContext } from './command.js';
import { UsageError } from './arguments/usage-error.js';

/** Comes back when a run may begin, and tells in the meantime what it waits for. Throws `UsageError` for words it does not know. */
export async function waitForStart(context: CommandContext, written: string, allowDirty: boolean): Promise<void> {
  const schedule = parseSchedule(written);
  if (schedule === undefined) throw new UsageError(`--when takes ${scheduleForm}, not "${written}".`);
  const { ports, operation, output } = context;
  const { store, sources } = ports.changes;
  const observation = ports.createObservation(lookAgainMs);
  const start = {
    observation,
    nowMs: () => ports.clock.nowMs(),
    obstacle: async () => {
      const reason = await findRunObstacle({ store, sources, versionControl: ports.versionControl }, operation);
      return reason?.code === 'dirty' && allowDirty ? undefined : reason;
    },
  };
  try {
    for (let told = ''; ;) {
      const decision = await mayStart(start, schedule, operation);
      if (decision.start) return;
      if (decision.because !== told) output.note(`Waiting: ${decision.because}`);
      told = decision.because;
      await sleep(lookAgainMs, undefined, { signal: operation.signal });
    }
  } finally {
    observation.dispose();
  }
}
