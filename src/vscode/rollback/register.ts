import type { Disposable } from '../../core/emitter.js';
import { activeTarget, targetsFrom } from '../agent-target.js';
import type { FailurePresenter } from '../command-runner.js';
import type { CommandHandlers } from '../commands.js';
import type { ContextKeys } from '../context-keys.js';
import type { Dialogs } from '../dialogs.js';
import { Disposables } from '../disposables.js';
import type { DraftFiles } from '../draft-files.js';
import { lazy } from '../lazy.js';
import type { Log } from '../log.js';
import type { Previews } from '../preview/previews.js';
import { assertTrusted } from '../trust.js';
import type { WorkspaceFolders } from '../workspace-folders.js';
import { HistoryView } from './history-view.js';
import { MigrationLog } from './migration-log.js';
import { Recovery } from './recovery.js';
import type { RollingBack, RollingBackParts } from './rolling-back.js';
import { StoreSizeWatch } from './store-size.js';
import { ShowChanges } from './show-changes.js';
import { UndoWatch } from './undo-watch.js';

export interface RollbackSources {
  readonly folders: WorkspaceFolders;
  readonly previews: Previews;
  readonly drafts: DraftFiles;
  readonly dialogs: Dialogs;
  readonly contextKeys: ContextKeys;
  readonly log: Log;
  readonly failures: FailurePresenter;
  readonly load: (parts: RollingBackParts) => RollingBack;
}

export type RollbackHandlers = Pick<
  CommandHandlers,
  | 'agentMigrator.rollback'
  | 'agentMigrator.applyRollback'
  | 'agentMigrator.showHistory'
  | 'agentMigrator.showMigrationChanges'
  | 'agentMigrator.recover'
>;

export interface RollbackFeature extends Disposable {
  readonly log: MigrationLog;
  readonly handlers: RollbackHandlers;
  /** Recovers what was interrupted and reads the journals; not part of activation. */
  start(): Promise<void>;
}

/** Journey 3: history, rolling back, recovery. */
export function registerRollback(sources: RollbackSources): RollbackFeature {
  const { folders, previews, drafts, dialogs, contextKeys, log, failures } = sources;
  const owned = new Disposables();
  const migrations = owned.add(new MigrationLog(folders, contextKeys, log));
  owned.add(new UndoWatch(folders, migrations, log));
  const view = owned.add(new HistoryView(migrations));
  const rollingBack = lazy(() =>
    owned.add(sources.load({ log: migrations, previews, drafts, dialogs, failures, assertTrusted })),
  );
  const changes = new ShowChanges(previews, migrations, dialogs);
  const storeSize = new StoreSizeWatch({ folders, dialogs, failures, log });
  const recovery = new Recovery({ folders, migrations, dialogs, failures, log });
  const handlers: RollbackHandlers = {
    'agentMigrator.rollback': (...args) => rollingBack().rollBack(args),
    'agentMigrator.applyRollback': (uri) => rollingBack().applyShown(uri),
    'agentMigrator.showHistory': (...args) => view.focus((targetsFrom(args)[0] ?? activeTarget())?.uri),
    'agentMigrator.showMigrationChanges': (...args) => changes.show(args),
    'agentMigrator.recover': () => recovery.run(),
  };
  const start = async (): Promise<void> => {
    await recovery.atStart();
    await storeSize.look();
  };
  return { log: migrations, handlers, start, dispose: () => owned.dispose() };
}
