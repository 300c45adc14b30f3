import { createHash } from 'node:crypto';
import type { FilePlanner } from '../../app/ports/file-planner.js';
import { RefusedError } from '../../core/reason.js';
import type { Stage } from '../../core/rewrite/stage.js';
import type { FileMigration } from './file-migration.js';

/** Exactly the plan that was shown, up to a stage. A file that is another one by now is previewed again first. */
export function shownPlan(migration: FileMigration, through: Stage): FilePlanner {
  const proven = migration.provenThrough(through);
  return ({ bytes, path }) => {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (sha256 === proven.plan.base.sha256) return Promise.resolve(proven);
    const message = `${path} has changed since it was previewed. Preview it again.`;
    return Promise.reject(new RefusedError({ code: 'stale', message }));
  };
}
