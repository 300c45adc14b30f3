import { counted } from '../../core/text/counted.js';
import type * as vscode from 'vscode';
import type { Stage } from '../../core/rewrite/stage.js';
import { targetsFrom } from '../agent-target.js';
import type { TargetChooser } from '../choose-target.js';
import type { FailurePresenter } from '../command-runner.js';
import type { Dialogs } from '../dialogs.js';
import { inBackground } from '../in-background.js';
import { FileRefusedError } from '../present-error.js';
import type { Previews } from '../preview/previews.js';
import { withCancellableProgress } from '../progress.js';
import type { WorkspaceFolders } from '../workspace-folders.js';
import type { DraftFiles } from '../draft-files.js';
import { choosableEdits, tickedEdits } from './edit-choice.js';
import { leftItems } from './edit-nodes.js';
import { stagesToShow } from './migration-preview.js';
import type { MigrationSession } from './migration-session.js';
import { planMigrations } from './plan-migrations.js';
import type { PlannedMigration } from './plan-migrations.js';
import { chooseInRefactorPreview } from './refactor-preview.js';
import { stageSummary, stageTitles } from './stage-titles.js';
import { tellRefused } from './tell-refused.js';

export interface MigrationCommandParts {
  readonly folders: WorkspaceFolders;
  readonly targets: TargetChooser;
  readonly previews: Previews;
  readonly session: MigrationSession;
  readonly drafts: DraftFiles;
  readonly dialogs: Dialogs;
  readonly failures: FailurePresenter;
  readonly includeReview: (uri: vscode.Uri) => boolean;
  readonly assertTrusted: () => void;
}

interface ExtentItem extends vscode.QuickPickItem {
  readonly through: Stage | 'preview';
}

/** What the migration commands do, wherever they are called from. */
export class MigrationCommands {
  constructor(private readonly parts: MigrationCommandParts) {}

  /** Shows what a migration would do; writes nothing. */
  async preview(args: readonly unknown[]): Promise<void> {
    const wanted = targetsFrom(args).flatMap(({ edits = [] }) => edits);
    await this.parts.session.show(await this.plan(args, 'Preview migration'), wanted);
  }

  /** Asks how far to go, then migrates; the safe edits only, unless the settings say otherwise. */
  async migrate(args: readonly unknown[]): Promise<void> {
    this.parts.assertTrusted();
    const planned = await this.plan(args, 'Migrate');
    if (planned.length === 0) return;
    const chosen = await this.parts.dialogs.pick(extentItems(planned), {
      title: migrateTitle(planned),
      placeholder: 'How far? Every stage leaves an agent that runs, and each can be rolled back',
    });
    if (chosen === undefined) return;
    if (chosen.through === 'preview') await this.parts.session.show(planned);
    else await this.parts.session.carryOut(planned, chosen.through);
  }

  /** Chooses edits in VS Code's Refactor Preview: those of the active diff's stage, else of the first stage that has some. */
  async chooseInRefactorPreview(args: readonly unknown[]): Promise<void> {
    const { previews, session, drafts } = this.parts;
    const active = previews.activePage(args[0]);
    const shown = active === undefined ? undefined : session.onlyShown;
    const [planned] = shown === undefined ? await this.plan(args, 'Choose edits') : [shown];
    const stage = planned === undefined ? undefined : stagesToShow(planned.migration)[active?.page ?? 0];
    if (planned === undefined || stage === undefined) return;
    const chosen = await chooseInRefactorPreview(drafts, planned.migration, stage);
    if (chosen && shown === undefined) await session.show([planned]);
  }

  /** Applies everything that is ticked. */
  async applyAllStages(uri: unknown): Promise<void> {
    const preview = this.parts.previews.activePage(uri)?.preview;
    await preview?.apply?.(preview.pages.length - 1);
  }

  /** Goes round the stages of the active preview. */
  async nextStage(uri: unknown): Promise<void> {
    const active = this.parts.previews.activePage(uri);
    if (active === undefined) return;
    await this.parts.previews.show(active.id, { page: (active.page + 1) % active.preview.pages.length });
  }

  async cancelPreview(uri: unknown): Promise<void> {
    const active = this.parts.previews.activePage(uri);
    if (active !== undefined) await this.parts.previews.close(active.id);
  }

  /** One file's refusal is the command's; of several files, those that can be migrated go on. */
  private async plan(args: readonly unknown[], title: string): Promise<readonly PlannedMigration[]> {
    const { folders, targets, includeReview } = this.parts;
    const chosen = await targets.files(args, title);
    if (chosen.length === 0) return [];
    const { planned, refused } = await withCancellableProgress('Planning the migration', (operation) =>
      planMigrations(folders, chosen, includeReview, operation),
    );
    const [only] = refused;
    if (only !== undefined && chosen.length === 1) throw new FileRefusedError(only.uri, only.reason);
    if (refused.length > 0)
      inBackground(this.parts.failures, () => tellRefused(this.parts.dialogs, refused, chosen.length));
    return this.withoutEmpty(planned);
  }

  private withoutEmpty(planned: readonly PlannedMigration[]): readonly PlannedMigration[] {
    const filled = planned.filter(({ migration }) => choosableEdits(migration.plan).length > 0);
    const [empty] = planned.filter((one) => !filled.includes(one));
    // Whoever asked for a preview is told why there is none.
    if (empty !== undefined && filled.length === 0) void this.parts.dialogs.notify('information', emptyMessage(empty));
    return filled;
  }
}

function migrateTitle(planned: readonly PlannedMigration[]): string {
  const [first] = planned;
  if (first === undefined || planned.length > 1) return `Migrate ${counted(planned.length, 'file')}`;
  return `Migrate ${first.migration.plan.classes.join(', ')}`;
}

function extentItems(planned: readonly PlannedMigration[]): readonly ExtentItem[] {
  const preview: ExtentItem = {
    label: '$(diff) Preview first',
    detail: 'See every stage as a diff and choose the edits',
    through: 'preview',
  };
  const all: ExtentItem = { label: '$(check-all) All stages', detail: totalSummary(planned), through: 'integration' };
  const [first] = planned;
  if (first === undefined || planned.length > 1) return [all, preview];
  const partly = stagesToShow(first.migration)
    .slice(0, -1)
    .map((stage): ExtentItem => ({
      label: `$(check) Up to ${stageTitles[stage.stage].toLowerCase()}`,
      detail: stageSummary(stage),
      through: stage.stage,
    }));
  return [all, ...partly, preview];
}

function totalSummary(planned: readonly PlannedMigration[]): string {
  const ticked = planned.reduce((sum, { migration }) => sum + tickedEdits(migration.plan, migration.choice).length, 0);
  const listed = planned.reduce((sum, { migration }) => sum + choosableEdits(migration.plan).length, 0);
  const waiting = listed - ticked;
  return waiting === 0
    ? counted(ticked, 'edit')
    : `${counted(ticked, 'edit')}; ${waiting} more wait for your review in the preview`;
}

function emptyMessage({ file, migration }: PlannedMigration): string {
  const left = migration.plan.stages.flatMap(leftItems);
  const names = migration.plan.classes.join(', ') || file.path;
  if (left.length === 0) return `There is nothing to migrate in ${names}.`;
  return `Nothing in ${names} can be migrated automatically: ${left[0]?.reason ?? ''}`;
}
