import * as vscode from 'vscode';
import { readSettings } from './settings-reader.js';
import type { Settings } from './settings-reader.js';

const settingsSection = 'agentMigrator';

/** The settings in force for a resource (a folder's own settings win); read anew at every call, so never stale. */
export function settingsFor(resource?: vscode.Uri): Settings {
  return readSettings(vscode.workspace.getConfiguration(settingsSection, resource ?? null));
}

/** Fires after any setting of ours has changed. */
export const didChangeSettings: vscode.Event<unknown> = (listener, thisArgs?: unknown, disposables?) =>
  vscode.workspace.onDidChangeConfiguration(
    (event) => {
      if (event.affectsConfiguration(settingsSection)) listener.call(thisArgs, event);
    },
    undefined,
    disposables,
  );

/** VS Code's own settings under which saving a document may change more of it than was edited. */
export function altersTextOnSave({ uri, languageId }: vscode.TextDocument): boolean {
  const configuration = vscode.workspace.getConfiguration(undefined, { uri, languageId });
  const switches = [
    'editor.formatOnSave',
    'files.trimTrailingWhitespace',
    'files.insertFinalNewline',
    'files.trimFinalNewlines',
  ];
  const codeActions: unknown = configuration.get('editor.codeActionsOnSave');
  const hasCodeActions = typeof codeActions === 'object' && codeActions !== null && Object.keys(codeActions).length > 0;
  return hasCodeActions || switches.some((key) => configuration.get(key) === true);
}
