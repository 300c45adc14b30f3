import { fileNameOf } from '../../core/workspace/paths.js';
import type { StagePlan } from '../../core/rewrite/plan.js';
import type { Stage } from '../../core/rewrite/stage.js';
import type { Preview, PreviewPage } from '../preview/preview.js';
import type { FileMigration } from './file-migration.js';
import { shownText } from './round-trip.js';
import { pageTitle } from './stage-titles.js';

/** Carries out these migrations up to a stage; the choice of edits is theirs. */
export type CarryOut = (migrations: readonly FileMigration[], through: Stage) => Promise<void>;

/** One file: a page for every stage that has something to show. */
export function stagedPreview(migration: FileMigration, carryOut: CarryOut, closed: () => void): Preview {
  // Fixed from the start: pages must not move while their tabs are open, whatever is ticked.
  const shown = stagesToShow(migration);
  const name = migration.plan.classes.join(', ') || fileNameOf(migration.path);
  return {
    kind: 'migration',
    title: `Migration of ${name}`,
    get pages() {
      return shown.map((stage, index) =>
        stagePage(migration, stage, pageTitle(name, stage, { number: index + 1, of: shown.length })),
      );
    },
    apply: (lastPage) => {
      const last = shown[lastPage];
      return last === undefined ? Promise.resolve() : carryOut([migration], last.stage);
    },
    closed,
  };
}

export function stagesToShow({ plan }: FileMigration): readonly StagePlan[] {
  return plan.stages.filter(({ edits }) => edits.some(({ safety }) => safety !== 'manual'));
}

function stagePage(migration: FileMigration, { stage }: StagePlan, title: string): PreviewPage {
  return {
    title,
    path: migration.path,
    before: shownText(migration.bytesBefore(stage)),
    after: shownText(migration.bytesAfter(stage)),
  };
}

/** Several files: a page for each, from what it is to what all stages make of it. */
export function combinedPreview(migrations: readonly FileMigration[], carryOut: CarryOut, closed: () => void): Preview {
  return {
    kind: 'migration',
    title: 'Migration preview',
    get pages() {
      return migrations.map((migration) => ({
        title: migration.path,
        path: migration.path,
        before: shownText(migration.bytesAfter(undefined)),
        after: shownText(migration.bytesAfter(migration.plan.stages.at(-1)?.stage)),
      }));
    },
    apply: () => carryOut(migrations, 'integration'),
    closed,
  };
}
