import { isSameBytes } from '../../core/text/same-bytes.js';
import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import type { Applier, ApplyOutcome, ChangeSettler, FileChange } from '../../app/ports/applier.js';
import type { Reason } from '../../core/reason.js';
import { applyLineEdits } from './apply-line-edits.js';
import { editorText } from './round-trip.js';
import type { EditorText } from './round-trip.js';
import type { CorrectedSave } from './tell-corrected.js';

export interface EditorApplierParts {
  readonly uriOf: (path: string) => vscode.Uri;
  /** Writes byte by byte, for what an editor cannot write; also reads and hashes for the precheck. */
  readonly bytesApplier: Applier;
  readonly settler: ChangeSettler;
  /** Settings under which saving this document would change more than we changed. */
  readonly altersOnSave: (document: vscode.TextDocument) => boolean;
  readonly isTrusted: () => boolean;
  /** Saving wrote something else than was planned, and the planned bytes were put in its place. */
  readonly corrected: (save: CorrectedSave) => void;
}

/**
 * Applies a change as an edit of the document, so that undo, cursors and other extensions see an ordinary edit, and saves it. Falls back
 * to the byte-exact writer wherever the editor would not write exactly the planned bytes; VS Code then reloads the document.
 */
export class EditorApplier implements Applier {
  constructor(private readonly parts: EditorApplierParts) {}

  async precheck(path: string, expectedSha256: string | null): Promise<Reason | undefined> {
    if (!this.parts.isTrusted()) return untrusted;
    if (this.openDocument(path)?.isDirty === true) return dirty(path);
    return this.parts.bytesApplier.precheck(path, expectedSha256);
  }

  async apply(change: FileChange): Promise<ApplyOutcome> {
    const reason = await this.precheck(change.path, change.expectedSha256);
    if (reason !== undefined) return { status: 'refused', reason };
    const document = await this.editableDocument(change);
    return document === undefined ? this.parts.bytesApplier.apply(change) : this.editAndSave(document, change);
  }

  /** The document, when editing and saving it gives exactly the planned bytes. */
  private async editableDocument(change: FileChange): Promise<vscode.TextDocument | undefined> {
    if (change.expectedSha256 === null) return undefined;
    const before = editorText(change.before);
    const after = editorText(change.after);
    if (before === undefined || after === undefined || !isSameForm(before, after)) return undefined;
    const document = await vscode.workspace.openTextDocument(this.parts.uriOf(change.path));
    if (!isOpenAs(document, before) || this.parts.altersOnSave(document)) return undefined;
    return document;
  }

  private async editAndSave(document: vscode.TextDocument, change: FileChange): Promise<ApplyOutcome> {
    const { label, path } = change;
    const [before, after] = [editorText(change.before)?.text ?? '', editorText(change.after)?.text ?? ''];
    if (!(await applyLineEdits(document, before, after, label))) {
      return {
        status: 'refused',
        reason: { code: 'stale', message: `${path} changed while the migration was being applied. Preview it again.` },
      };
    }
    if (!(await document.save())) {
      await applyLineEdits(document, after, before, `Take back: ${label}`);
      return {
        status: 'refused',
        reason: {
          code: 'read-only',
          message: `VS Code could not save ${path}; nothing was changed on disk. Make the file writable and try again.`,
        },
      };
    }
    const written = await vscode.workspace.fs.readFile(document.uri);
    if (isSameBytes(written, change.after)) return { status: 'applied' };
    return editorText(written)?.text === document.getText() ? this.putRight(change, written) : overtaken(path);
  }

  /**
   * Something took part in the save, such as a formatter. The plan was proved for its own bytes, so those are written; where that
   * fails, the file goes back to what it was.
   */
  private async putRight(change: FileChange, written: Uint8Array): Promise<ApplyOutcome> {
    const { path, before, after } = change;
    const outcome = await this.replaceBytes(change, written, after);
    if (outcome.status === 'applied') this.parts.corrected({ path, saved: written, planned: after });
    else await this.replaceBytes(change, written, before);
    return outcome;
  }

  /** Leaves nothing of the version that was replaced beside the file: to whoever settles the whole change it would be a stranger's. */
  private async replaceBytes(change: FileChange, from: Uint8Array, to: Uint8Array): Promise<ApplyOutcome> {
    const { path, transaction } = change;
    const [beforeSha256, afterSha256] = [sha256Of(from), sha256Of(to)];
    const step = { ...change, expectedSha256: beforeSha256, before: from, after: to };
    const outcome = await this.parts.bytesApplier.apply(step);
    const { status } = await this.parts.settler.settle({ path, transaction, beforeSha256, afterSha256 });
    return outcome.status === 'applied' && status !== 'clean' ? overtaken(path) : outcome;
  }

  private openDocument(path: string): vscode.TextDocument | undefined {
    const key = this.parts.uriOf(path).toString();
    return vscode.workspace.textDocuments.find((document) => document.uri.toString() === key);
  }
}

function isSameForm(before: EditorText, after: EditorText): boolean {
  return before.hasBom === after.hasBom && (before.newline === after.newline || !before.text.includes('\n'));
}

/** The editor may have opened the file in another encoding than ours, or as it was before somebody else wrote it. */
function isOpenAs(document: vscode.TextDocument, { text, hasBom }: EditorText): boolean {
  return !document.isDirty && document.encoding === (hasBom ? 'utf8bom' : 'utf8') && document.getText() === text;
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function overtaken(path: string): ApplyOutcome {
  const message = `${path} was saved by another program while it was being changed; that version stands.`;
  return { status: 'refused', reason: { code: 'stale', message } };
}

const untrusted: Reason = {
  code: 'untrusted',
  message: 'Files are not changed in a workspace that is not trusted. Trust the workspace, then try again.',
};

function dirty(path: string): Reason {
  return { code: 'dirty', message: `${path} has unsaved changes. Save or discard them, then try again.` };
}
