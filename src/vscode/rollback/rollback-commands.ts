import { fileNameOf } from '../../core/workspace/paths.js';
import * as vscode from 'vscode';
import { applyRollback } from '../../app/rollback/apply-rollback.js';
import { proposeRollback } from '../../app/rollback/propose-rollback.js';
import type { RollbackProposal } from '../../app/rollback/propose-rollback.js';
import { editorText, shownText } from '../migrate/round-trip.js';
import { FileRefusedError } from '../present-error.js';
import { withCancellableProgress } from '../progress.js';
import { uriInFolder } from '../workspace-folders.js';
import { historyNodeFrom } from './history-nodes.js';
import { migrationTitle, originalTitle, positionTitle } from './position-titles.js';
import { aimAt, fileOf, wordsFor } from './rollback-aim.js';
import type { MigrationOfFolder, RollbackAim } from './rollback-aim.js';
import type { RollbackParts } from './rollback-parts.js';
import { rollbackPlaces } from './rollback-places.js';
import { RollbackTargets } from './rollback-targets.js';
import { SeveralRollbacks } from './several-rollbacks.js';

type Conflict = Extract<RollbackProposal, { kind: 'conflict' }>;
type Change = Extract<RollbackProposal, { kind: 'restore' | 'merge' }>;

/** Rolling back: exactly where the file still is what we wrote, by a merge that is shown first where it was edited since. */
export class RollbackCommands {
  private readonly targets: RollbackTargets;
  private readonly several: SeveralRollbacks;

  constructor(private readonly parts: RollbackParts) {
    this.targets = new RollbackTargets(parts.log, parts.dialogs);
    this.several = new SeveralRollbacks(parts, (aim) => this.propose(aim, false));
  }

  /** One node of the history says it all; several, files, folders or nothing lead to a choice. */
  async rollBack(args: readonly unknown[]): Promise<void> {
    this.parts.assertTrusted();
    const exact = exactAim(args);
    if (exact !== undefined) return this.propose(exact, false);
    const targets = await this.targets.choose(args);
    const [only] = targets;
    if (targets.length > 1) return this.several.run(targets);
    const aim = only === undefined ? undefined : await this.choosePosition(only);
    if (aim !== undefined) await this.propose(aim, false);
  }

  /** Takes over what the active diff or merge editor shows. */
  async applyShown(uri: unknown): Promise<void> {
    if (!(await this.parts.merges.apply(uri))) await this.parts.previews.applyActive(uri);
  }

  /** What was carried out on top goes back first: by itself where it is as we wrote it, else with its own questions and no further. */
  private async propose(wanted: RollbackAim, restoreDeleted: boolean): Promise<void> {
    const request = { named: wanted.id, to: wanted.to, automatic: false, restoreDeleted };
    const proposal = await withCancellableProgress(`Looking at ${wanted.title}`, (operation) =>
      proposeRollback(wanted.engine.ports, request, operation),
    );
    const { onTop } = proposal;
    await this.carryOn(onTop === undefined ? wanted : { ...wanted, id: onTop, to: 'original' }, proposal);
    if (onTop !== undefined && proposal.kind === 'restore' && proposal.renamedFrom === undefined)
      await this.propose(wanted, restoreDeleted);
  }

  private async carryOn(aim: RollbackAim, proposal: RollbackProposal): Promise<void> {
    switch (proposal.kind) {
      case 'restore':
        if (proposal.renamedFrom !== undefined) return this.askRenamed(aim, proposal);
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

  private async apply(aim: RollbackAim, proposal: Change | Conflict): Promise<void> {
    this.parts.assertTrusted();
    const { target, current } = proposal;
    const show = (path: string): Thenable<unknown> =>
      vscode.window.showTextDocument(uriInFolder(aim.engine.folder, path), { preserveFocus: true });
    // In front before it is written: whoever has gone on to something else by the time this is done is left there.
    if (current !== undefined) await show(target.path);
    const entry = await withCancellableProgress(`Rolling back ${aim.title}`, (operation) =>
      applyRollback(aim.engine.ports, proposal, operation),
    );
    if (entry.status === 'refused' && entry.reason !== null) throw new FileRefusedError(fileOf(aim), entry.reason);
    await this.parts.log.refresh();
    const unseen = entry.copy ?? (current === undefined ? entry.path : undefined);
    if (unseen !== undefined) await show(unseen);
  }

  /** Somebody edited the file since: what a merge would make of it is looked at before anything is written. */
  private async showMerge(aim: RollbackAim, proposal: Extract<RollbackProposal, { kind: 'merge' }>): Promise<void> {
    const unparsed = proposal.parses === false ? ', which does not parse' : '';
    const id: string = await this.parts.previews.open({
      kind: 'rollback',
      title: `Roll back ${aim.title}`,
      pages: [
        {
          title: `${aim.title}: roll back to ${positionTitle(aim.to).toLowerCase()}, your later edits kept${unparsed}`,
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

  private async askRenamed(aim: RollbackAim, proposal: Change): Promise<void> {
    const { path } = proposal.target;
    const [follow, bringBack] = [`Roll Back ${fileNameOf(path)}`, `Bring ${fileNameOf(aim.path)} Back`];
    const message = `${aim.path} is gone, and ${path} has its content: it seems to have been renamed.`;
    const chosen = await this.parts.dialogs.notify('warning', message, follow, bringBack);
    if (chosen === follow) await this.apply(aim, proposal);
    if (chosen === bringBack) await this.propose(aim, true);
  }

  private async askConflict(aim: RollbackAim, proposal: Conflict): Promise<void> {
    const merge = { label: '$(git-merge) Merge', detail: 'Decide place by place in the merge editor, then apply' };
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
    const mergeable = isMergeable(proposal) && (await this.parts.merges.isAvailable());
    const items = [...(mergeable ? [merge] : []), compare, copy, leave];
    const chosen = await this.parts.dialogs.pick(items, options);
    // Without the editor after all, the copy holds the same.
    if (chosen === copy || (chosen === merge && !(await this.showMergeEditor(aim, proposal)))) {
      await this.apply(aim, proposal);
    }
    if (chosen === compare) await this.showConflict(aim, proposal);
  }

  private async showMergeEditor(aim: RollbackAim, { target, current, marked, automatic }: Conflict): Promise<boolean> {
    const { checkpoints } = aim.engine.ports.store;
    return this.parts.merges.show({
      path: target.path,
      base: await checkpoints.get(target.baseSha256),
      current: current?.bytes ?? new Uint8Array(),
      target: await checkpoints.get(target.targetSha256),
      marked,
      targetTitle: positionTitle(target.to),
      take: async (result) => {
        const parses = await aim.engine.ports.questions.parses(target.path, result);
        await this.showMerge(aim, { kind: 'merge', target, current, automatic, result, parses });
      },
    });
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

  private async choosePosition(target: MigrationOfFolder): Promise<RollbackAim | undefined> {
    const places = rollbackPlaces(this.parts.log.historyOf(target.engine), target.migration);
    const items = places.map((place) => ({
      label: `$(discard) ${place.title}`,
      detail:
        place.title === originalTitle
          ? 'The file as it was before the migration'
          : 'Keep this stage and the ones before it',
      place,
    }));
    const [only, ...others] = items;
    const options = {
      title: `Roll back ${migrationTitle(target.migration)}`,
      placeholder: 'How far back? Your own later edits are kept',
    };
    const chosen = others.length === 0 ? only : await this.parts.dialogs.pick(items, options);
    if (chosen === undefined) return undefined;
    const { migration, position } = chosen.place;
    return aimAt({ ...target, migration }, position);
  }
}

/** A place or a rollback of the history, selected alone. */
function exactAim([first, selected]: readonly unknown[]): RollbackAim | undefined {
  if (Array.isArray(selected) && selected.length > 1) return undefined;
  const node = historyNodeFrom(first);
  if (node?.kind === 'position') return aimAt(node, node.position);
  if (node?.kind !== 'rollback') return undefined;
  const { id, begun } = node.rollback;
  return { engine: node.engine, id, path: begun.path, title: begun.path, to: begun.from };
}

/** Text that an editor gives back as it took it, with both versions of every conflict in it. */
function isMergeable({ reason, current, marked }: Conflict): boolean {
  const texts = [current?.bytes, marked].map((bytes) => (bytes === undefined ? undefined : editorText(bytes)));
  return reason.code === 'conflict-markers' && texts.every((text) => text !== undefined);
}
