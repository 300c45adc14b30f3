import * as vscode from 'vscode';
import { applyRollback } from '../../app/apply-rollback.js';
import { proposeRollback } from '../../app/propose-rollback.js';
import type { RollbackProposal } from '../../app/propose-rollback.js';
import type { Position } from '../../core/journal/record.js';
import type { Migration } from '../../core/journal/replay.js';
import { activeTarget, targetsFrom } from '../agent-target.js';
import type { Dialogs } from '../dialogs.js';
import type { FolderEngine } from '../folder-engine.js';
import { shownText } from '../migrate/round-trip.js';
import { FileRefusedError } from '../present-error.js';
import type { Previews } from '../preview/previews.js';
import { withCancellableProgress } from '../progress.js';
import { uriInFolder } from '../workspace-folders.js';
import { historyNodeFrom } from './history-nodes.js';
import type { MigrationLog } from './migration-log.js';
import { isStanding, migrationState, migrationTitle, positionTitle, rollbackPositions } from './position-titles.js';

export interface RollbackCommandParts {
  readonly log: MigrationLog;
  readonly previews: Previews;
  readonly dialogs: Dialogs;
  readonly assertTrusted: () => void;
}

/** What is taken back: a migration or a rollback by its id, and how far. */
interface RollbackAim {
  readonly engine: FolderEngine;
  readonly id: string;
  readonly path: string;
  readonly title: string;
  readonly to: Position;
}

type Conflict = Extract<RollbackProposal, { kind: 'conflict' }>;

/** Rolling back: exactly where the file still is what we wrote, by a merge that is shown first where it was edited since. */
export class RollbackCommands {
  constructor(private readonly parts: RollbackCommandParts) {}

  async rollBack(args: readonly unknown[]): Promise<void> {
    this.parts.assertTrusted();
    const aim = await this.aimOf(args);
    if (aim !== undefined) await this.propose(aim, false);
  }

  private async propose(aim: RollbackAim, restoreDeleted: boolean): Promise<void> {
    const request = { named: aim.id, to: aim.to, automatic: false, restoreDeleted };
    const proposal = await proposeRollback(aim.engine.ports, request);
    switch (proposal.kind) {
      case 'restore':
        return this.apply(aim, proposal);
      case 'merge':
        return this.showMerge(aim, proposal);
      case 'conflict':
        return this.askConflict(aim, proposal);
      case 'unchanged':
        return void this.parts.dialogs.notify('information', `${aim.path} already is as it was ${wordsFor(aim.to)}.`);
      case 'refused':
        return this.refuse(aim, proposal);
    }
  }

  private async apply(aim: RollbackAim, proposal: RollbackProposal): Promise<void> {
    this.parts.assertTrusted();
    const entry = await withCancellableProgress(`Rolling back ${aim.title}`, (operation) =>
      applyRollback(aim.engine.ports, proposal, operation),
    );
    if (entry.status === 'refused' && entry.reason !== null) throw new FileRefusedError(fileOf(aim), entry.reason);
    await this.parts.log.refresh();
    const shown = entry.copy === undefined ? aim.path : entry.copy;
    await vscode.window.showTextDocument(uriInFolder(aim.engine.folder, shown));
  }

  /** Somebody edited the file since: what a merge would make of it is looked at before anything is written. */
  private async showMerge(aim: RollbackAim, proposal: Extract<RollbackProposal, { kind: 'merge' }>): Promise<void> {
    const id: string = await this.parts.previews.open({
      kind: 'rollback',
      title: `Roll back ${aim.title}`,
      pages: [
        {
          title: `${aim.title}: roll back to ${positionTitle(aim.to).toLowerCase()}, your later edits kept`,
          path: aim.path,
          before: shownText(proposal.current?.bytes ?? new Uint8Array()),
          after: shownText(proposal.result),
        },
      ],
      apply: async () => {
        await this.apply(aim, proposal);
        await this.parts.previews.close(id);
      },
    });
  }

  private async askConflict(aim: RollbackAim, proposal: Conflict): Promise<void> {
    const compare = {
      label: '$(diff) Compare',
      detail: 'Show the file as it is beside a text that holds both versions',
    };
    const copy = {
      label: '$(save-as) Save a copy with both versions',
      detail: 'Beside the file, which stays as it is; merge it there yourself',
    };
    const leave = { label: '$(circle-slash) Leave the file as it is', detail: 'Nothing is written' };
    const options = { title: `Roll back ${aim.title}`, placeholder: proposal.reason.message };
    const chosen = await this.parts.dialogs.pick([compare, copy, leave], options);
    if (chosen === copy) await this.apply(aim, proposal);
    if (chosen === compare) await this.showConflict(aim, proposal);
  }

  private async showConflict(aim: RollbackAim, proposal: Conflict): Promise<void> {
    const before = shownText(proposal.current?.bytes ?? new Uint8Array());
    const page = {
      title: `${aim.title}: your edits and the rollback`,
      path: aim.path,
      before,
      after: shownText(proposal.marked),
    };
    await this.parts.previews.open({ kind: 'comparison', title: page.title, pages: [page] });
  }

  private async refuse(aim: RollbackAim, { reason }: Extract<RollbackProposal, { kind: 'refused' }>): Promise<void> {
    if (reason.code !== 'not-a-file') throw new FileRefusedError(fileOf(aim), reason);
    const bringBack = 'Bring It Back';
    const chosen = await this.parts.dialogs.notify(
      'warning',
      `${aim.path} was deleted after its migration.`,
      bringBack,
    );
    if (chosen === bringBack) await this.propose(aim, true);
  }

  /** A node of the history says it all; a file or nothing leads to a choice. */
  private async aimOf(args: readonly unknown[]): Promise<RollbackAim | undefined> {
    const node = historyNodeFrom(args[0]);
    if (node?.kind === 'rollback') {
      const { id, begun } = node.rollback;
      return { engine: node.engine, id, path: begun.path, title: begun.path, to: begun.from };
    }
    if (node?.kind === 'position') return aimAt(node.engine, node.migration, node.position);
    const found = node?.kind === 'migration' ? node : await this.chooseMigration(args);
    return found === undefined ? undefined : this.choosePosition(found.engine, found.migration);
  }

  private async chooseMigration(
    args: readonly unknown[],
  ): Promise<{ engine: FolderEngine; migration: Migration } | undefined> {
    await this.parts.log.refresh();
    const target = targetsFrom(args)[0] ?? activeTarget();
    const standing = target === undefined ? undefined : this.parts.log.standing(target.uri);
    if (standing !== undefined) return standing;
    const items = this.parts.log.logs.flatMap(({ engine, history }) =>
      history.migrations.filter(isStanding).map((migration) => ({
        label: migrationTitle(migration),
        description: migrationState(migration),
        detail: migration.path,
        engine,
        migration,
      })),
    );
    const placeholder = items.length === 0 ? 'No migration stands in this workspace' : 'Which migration?';
    return this.parts.dialogs.pick(items.reverse(), { title: 'Roll back', placeholder });
  }

  private async choosePosition(engine: FolderEngine, migration: Migration): Promise<RollbackAim | undefined> {
    const items = rollbackPositions(migration).map((position) => ({
      label: `$(discard) ${positionTitle(position)}`,
      detail:
        position === 'original' ? 'The file as it was before the migration' : 'Keep this stage and the ones before it',
      position,
    }));
    const [only, ...others] = items;
    const options = {
      title: `Roll back ${migrationTitle(migration)}`,
      placeholder: 'How far back? Your own later edits are kept',
    };
    const chosen = others.length === 0 ? only : await this.parts.dialogs.pick(items, options);
    return chosen === undefined ? undefined : aimAt(engine, migration, chosen.position);
  }
}

function aimAt(engine: FolderEngine, migration: Migration, to: Position): RollbackAim {
  return { engine, id: migration.id, path: migration.path, title: migrationTitle(migration), to };
}

function fileOf({ engine, path }: RollbackAim): vscode.Uri {
  return uriInFolder(engine.folder, path);
}

function wordsFor(position: Position): string {
  return position === 'original' ? 'before the migration' : positionTitle(position).toLowerCase();
}
