import type { History } from '../../core/journal/replay.js';
import type { Reason } from '../../core/reason.js';

/** Why a file cannot be changed while an earlier change of it waits for recovery or for a person's decision. */
export function unsettledChangeOf({ migrations, rollbacks }: History, path: string): Reason | undefined {
  const open = [...migrations, ...rollbacks].find(
    (change) => change.path === path && (change.state === 'unfinished' || change.state === 'conflict'),
  );
  if (open === undefined) return undefined;
  const message =
    open.state === 'unfinished'
      ? `${path} has a change (${open.id}) that was interrupted. Recover it first.`
      : `${path} has an interrupted change (${open.id}) that waits for your decision: roll it back, or recover it and keep the file as it is.`;
  return { code: 'locked', message };
}
