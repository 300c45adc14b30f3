import type { Disposable } from '../../core/emitter.js';
import type { TargetChooser } from '../choose-target.js';
import type { FailurePresenter } from '../command-runner.js';
import type { CommandHandlers } from '../commands.js';
import type { ContextKeys } from '../context-keys.js';
import type { Dialogs } from '../dialogs.js';
import { Disposables } from '../disposables.js';
import type { Previews } from '../preview/previews.js';
import type { Log } from '../log.js';
import type { RiskStore } from '../risk/risk-store.js';
import type { MigrationLog } from '../rollback/migration-log.js';
import { didChangeSettings, settingsFor } from '../settings/settings.js';
import { assertTrusted } from '../trust.js';
import type { WorkspaceFolders } from '../workspace-folders.js';
import type { DraftFiles } from '../draft-files.js';
import type { AppliedChecks } from './applied-checks.js';
import { editNodeFrom, EditsView } from './edits-view.js';
import { MigrationCommands } from './migration-commands.js';
import { MigrationSession } from './migration-session.js';
import { RecipeFixes } from './recipe-fixes.js';
import { RecipeNotes } from './recipe-notes.js';
import type { SeveralMigrations } from './several-migrations.js';
import { StandingOffers } from './standing-offers.js';

export interface MigrationSources {
  readonly folders: WorkspaceFolders;
  readonly targets: TargetChooser;
  readonly previews: Previews;
  readonly drafts: DraftFiles;
  readonly dialogs: Dialogs;
  readonly failures: FailurePresenter;
  readonly contextKeys: ContextKeys;
  readonly migrations: MigrationLog;
  readonly store: RiskStore;
  readonly log: Log;
  /** Read when something is applied first. */
  readonly checks: () => AppliedChecks;
  /** Read when several files are migrated. */
  readonly several: () => SeveralMigrations;
}

export type MigrationHandlers = Pick<
  CommandHandlers,
  | 'agentMigrator.previewMigration'
  | 'agentMigrator.migrateAgent'
  | 'agentMigrator.applyStage'
  | 'agentMigrator.applyAllStages'
  | 'agentMigrator.nextStage'
  | 'agentMigrator.cancelPreview'
  | 'agentMigrator.showEdit'
  | 'agentMigrator.tickEdit'
  | 'agentMigrator.reviewInRefactorPreview'
>;

export interface MigrationFeature extends Disposable {
  readonly handlers: MigrationHandlers;
}

/** Journey 2: preview, choose, apply. */
export function registerMigration(sources: MigrationSources): MigrationFeature {
  const { previews, migrations } = sources;
  const owned = new Disposables();
  const edits = owned.add(new EditsView('agentMigrator.showEdit', sources.contextKeys));
  const session = new MigrationSession({
    previews,
    edits,
    assertTrusted,
    several: sources.several,
    migrated: () => void migrations.refresh(),
    checks: sources.checks,
  });
  owned.add(showRecipes(sources));
  const includeReview = (uri: Parameters<typeof settingsFor>[0]): boolean => settingsFor(uri).includeReview;
  const commands = new MigrationCommands({ ...sources, session, includeReview, assertTrusted });
  const handlers: MigrationHandlers = {
    'agentMigrator.previewMigration': (...args) => commands.preview(args),
    'agentMigrator.migrateAgent': (...args) => commands.migrate(args),
    'agentMigrator.applyStage': (uri) => previews.applyActive(uri),
    'agentMigrator.applyAllStages': (uri) => commands.applyAllStages(uri),
    'agentMigrator.nextStage': (uri) => commands.nextStage(uri),
    'agentMigrator.cancelPreview': (uri) => commands.cancelPreview(uri),
    'agentMigrator.reviewInRefactorPreview': (...args) => commands.chooseInRefactorPreview(args),
    'agentMigrator.showEdit': (value) => {
      const node = editNodeFrom(value);
      return node === undefined ? undefined : session.reveal(node);
    },
    'agentMigrator.tickEdit': (value) => edits.toggle(editNodeFrom(value)),
  };
  return { handlers, dispose: () => owned.dispose() };
}

/** Recipes beside the code that they would change: quick fixes, and diagnostics for what they leave. */
function showRecipes(sources: MigrationSources): Disposable {
  const owned = new Disposables();
  const standing = owned.add(new StandingOffers(sources));
  const notes = owned.add(new RecipeNotes(standing, (uri) => settingsFor(uri).diagnosticSeverity));
  owned.add(new RecipeFixes(standing));
  owned.add(didChangeSettings(() => notes.updateAll()));
  return owned;
}
