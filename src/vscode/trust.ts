import * as vscode from 'vscode';
import { RefusedError } from '../core/reason.js';

/** Held inside every command that writes or runs something: a `when` clause only hides. */
export function assertTrusted(): void {
  if (vscode.workspace.isTrusted) return;
  throw new RefusedError({
    code: 'untrusted',
    message: 'This workspace is not trusted, so nothing is changed in it. Trust it, then try again.',
  });
}
