import { fileNameOf } from '../../core/workspace/paths.js';
import * as vscode from 'vscode';
import { findLastParsing } from '../../app/restore/restore-last-parsing.js';
import type { LastParsing, ParsingVersion } from '../../app/restore/restore-last-parsing.js';
import type { TargetChooser } from '../choose-target.js';
import type { Dialogs } from '../dialogs.js';
import { applyLineEdits } from '../migrate/apply-line-edits.js';
import { shownText } from '../migrate/round-trip.js';
import { FileRefusedError } from '../present-error.js';
import type { Previews } from '../preview/previews.js';
import { withCancellableProgress } from '../progress.js';
import type { WorkspaceFile, WorkspaceFolders } from '../workspace-folders.js';

export interface RestoreCommandParts {
  readonly folders: WorkspaceFolders;
  readonly targets: TargetChooser;
  readonly previews: Previews;
  readonly dialogs: Dialogs;
  readonly assertTrusted: () => void;
}

/** "Restore last version that parses": a diff first, then an edit of the document that undo takes back. Nothing is saved. */
export class RestoreCommands {
  constructor(private readonly parts: RestoreCommandParts) {}

  async restore(args: readonly unknown[]): Promise<void> {
    // git is run, so not before somebody trusts what is in the folder.
    this.parts.assertTrusted();
    const target = await this.parts.targets.file(args, 'Restore last version that parses');
    const file = target === undefined ? undefined : this.parts.folders.find(target.uri);
    if (file === undefined) return;
    const found = await withCancellableProgress(
      `Looking for a version of ${fileNameOf(file.path)} that parses`,
      (operation) => findLastParsing(file.engine.ports, file.path, operation),
    );
    if (found.kind === 'found') await this.show(file, found.version);
    else void this.parts.dialogs.notify('information', noneMessage(file.path, found));
  }

  private async show(file: WorkspaceFile, version: ParsingVersion): Promise<void> {
    const document = await vscode.workspace.openTextDocument(file.uri);
    const before = document.getText();
    const after = shownText(version.bytes);
    if (before === after) {
      void this.parts.dialogs.notify('information', `${file.path} is the last committed version that parses.`);
      return;
    }
    const title = `${fileNameOf(file.path)}: now and ${versionTitle(version)}`;
    const id: string = await this.parts.previews.open({
      kind: 'restore',
      title,
      pages: [{ title, path: file.path, before, after }],
      apply: async () => {
        this.parts.assertTrusted();
        if (!(await applyLineEdits(document, before, after, `Restore ${version.commit.slice(0, 8)}`))) {
          const message = `${file.path} has changed since the versions were compared. Compare them again.`;
          throw new FileRefusedError(file.uri, { code: 'stale', message });
        }
        await this.parts.previews.close(id);
        await vscode.window.showTextDocument(document);
      },
    });
  }
}

function versionTitle({ commit, dateIso, subject }: ParsingVersion): string {
  return `${commit.slice(0, 8)} of ${dateIso.slice(0, 10)}, “${subject}”`;
}

function noneMessage(path: string, { versions }: Extract<LastParsing, { kind: 'none' }>): string {
  if (versions === 0) return `${path} has no history in git, so there is no earlier version to restore.`;
  if (versions === 1) return `The only committed version of ${path} does not parse either.`;
  return `None of the ${versions} committed versions of ${path} parses.`;
}
