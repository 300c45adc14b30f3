import * as vscode from 'vscode';
import type { Stage } from '../../core/rewrite/stage.js';
import type { Previews } from '../preview/previews.js';
import { withCancellableProgress } from '../progress.js';
import type { AppliedChecks } from './applied-checks.js';
import { carryOutMigration } from './carry-out-migration.js';
import type { EditNode } from './edit-nodes.js';
import type { EditsView } from './edits-view.js';
import type { FileMigration } from './file-migration.js';
import { combinedPreview, stagedPreview, stagesToShow } from './migration-preview.js';
import type { PlannedMigration } from './plan-migrations.js';
import { shownText } from './round-trip.js';
import type { SeveralMigrations } from './several-migrations.js';
import { lineEdits } from './text-edits.js';

export interface MigrationSessionParts {
  readonly previews: Previews;
  readonly edits: EditsView;
  readonly assertTrusted: () => void;
  /** Something was written. */
  readonly migrated: () => void;
  readonly checks: () => AppliedChecks;
  readonly several: () => SeveralMigrations;
}

/** The planned migrations that are on show: their diffs, their tree of edits, and carrying them out. One at a time. */
export class MigrationSession {
  private current: { readonly previewId: string; readonly planned: readonly PlannedMigration[] } | undefined;

  constructor(private readonly parts: MigrationSessionParts) {}

  /** The one file on show; `undefined` when there is none or there are several. */
  get onlyShown(): PlannedMigration | undefined {
    const planned = this.current?.planned ?? [];
    return planned.length === 1 ? planned[0] : undefined;
  }

  /** Shows the planned files: every stage of one file, that of the first wanted edit in front, or all files from start to end. */
  async show(planned: readonly PlannedMigration[], wanted: readonly string[] = []): Promise<void> {
    const { previews, edits } = this.parts;
    const migrations = planned.map(({ migration }) => migration);
    const [first, ...others] = migrations;
    if (first === undefined) return;
    if (this.current !== undefined) await previews.close(this.current.previewId);
    const carryOut = (_: unknown, through: Stage): Promise<void> => this.carryOut(planned, through);
    let previewId = '';
    const closed = (): void => this.end(previewId);
    previewId =
      others.length === 0
        ? await previews.open(stagedPreview(first, carryOut, closed), { page: pageOf(first, wanted) })
        : await previews.openCombined(combinedPreview(migrations, carryOut, closed));
    this.current = { previewId, planned };
    edits.show(migrations);
    await edits.reveal();
    for (const migration of migrations) migration.onDidChange(() => previews.refresh(previewId));
  }

  /** Writes the ticked edits of all stages up to this one. */
  async carryOut(planned: readonly PlannedMigration[], through: Stage): Promise<void> {
    this.parts.assertTrusted();
    const [first, ...others] = planned;
    if (first === undefined) return;
    if (others.length > 0) {
      // Who thinks better of it keeps what is ticked.
      if (await this.parts.several().carryOut(planned, through)) await this.closePreviewOf(planned);
      return;
    }
    // In front before it is written: whoever has gone on to something else by the time this is done is left there.
    await vscode.window.showTextDocument(first.file.uri);
    const entry = await withCancellableProgress('Migrating', (operation) =>
      carryOutMigration(first, through, operation),
    ).finally(() => this.parts.migrated());
    await this.closePreviewOf(planned);
    revealFirstChange(first, through);
    if (entry !== undefined && entry.id !== null) this.parts.checks().applied(first.file.uri);
  }

  /** Brings the diff of an edit's stage to the front, at the edit. */
  async reveal(node: EditNode): Promise<void> {
    if (this.current === undefined) return;
    const shown = this.current.planned.length > 1 ? undefined : stagesToShow(node.migration);
    if (shown === undefined || node.kind === 'file') return;
    const page = shown.findIndex(({ stage }) => stage === node.stage.stage);
    if (page < 0) return;
    const line = lineOf(node);
    const options = line === undefined ? {} : { selection: new vscode.Range(line - 1, 0, line - 1, 0) };
    await this.parts.previews.show(this.current.previewId, { page, preserveFocus: true, ...options });
  }

  /** What is on show of other files stays. */
  private async closePreviewOf(written: readonly PlannedMigration[]): Promise<void> {
    const uris = new Set(written.map(uriOf));
    if (this.current?.planned.some((one) => uris.has(uriOf(one))) === true)
      await this.parts.previews.close(this.current.previewId);
  }

  private end(previewId: string): void {
    if (this.current?.previewId !== previewId) return;
    for (const { migration } of this.current.planned) migration.dispose();
    this.current = undefined;
    this.parts.edits.show([]);
  }
}

function uriOf({ file }: PlannedMigration): string {
  return file.uri.toString();
}

function pageOf(migration: FileMigration, edits: readonly string[]): number {
  const page = stagesToShow(migration).findIndex((stage) => stage.edits.some(({ id }) => edits.includes(id)));
  return Math.max(0, page);
}

function revealFirstChange({ file, migration }: PlannedMigration, through: Stage): void {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.uri.toString() !== file.uri.toString()) return;
  const [before, after] = [migration.bytesAfter(undefined), migration.bytesAfter(through)].map(shownText);
  const line = lineEdits(before ?? '', after ?? '')[0]?.startLine ?? 0;
  editor.selection = new vscode.Selection(line, 0, line, 0);
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

function lineOf(node: EditNode): number | undefined {
  if (node.kind === 'change' || node.kind === 'reason') return node.edits[0]?.startLine;
  return node.kind === 'left' ? node.item.line : undefined;
}
