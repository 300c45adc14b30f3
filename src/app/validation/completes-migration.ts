import type { Stage } from '../../core/rewrite/stage.js';
import type { WrittenMigration } from '../ports/in-place-validator.js';

/** It has the agent end what its base has begun. */
export const completingStage = 'integration' satisfies Stage;

/** Whether the agent ends what its base has begun after the stage of that index: not where the last stage had nothing to change. */
export function completesMigration({ before, stages }: WrittenMigration, index: number): boolean {
  const stage = stages[index];
  return stage?.stage === completingStage && stage.sha256 !== (stages[index - 1] ?? before).sha256;
}
