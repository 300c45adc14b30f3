import type { FailurePresenter } from '../command-runner.js';
import type { Dialogs } from '../dialogs.js';
import type { Previews } from '../preview/previews.js';
import type { MergeEditors } from './merge-editors.js';
import type { MigrationLog } from './migration-log.js';

/** What rolling back needs of the editor. */
export interface RollbackParts {
  readonly log: MigrationLog;
  readonly previews: Previews;
  readonly merges: MergeEditors;
  readonly dialogs: Dialogs;
  readonly failures: FailurePresenter;
  readonly assertTrusted: () => void;
}
