import * as vscode from 'vscode';
import { parseClassReference } from '../../core/config/contract-setting.js';
import { withContract } from '../../core/config/write-contract.js';
import { RefusedError } from '../../core/reason.js';
import { activeTarget, targetsFrom } from '../agent-target.js';
import { configurationFile } from './configuration-file.js';
import type { Dialogs } from '../dialogs.js';
import { applyLineEdits } from '../migrate/apply-line-edits.js';
import type { FolderEngine } from '../folder-engine.js';
import { withCancellableProgress } from '../progress.js';
import type { WorkspaceFolders } from '../workspace-folders.js';

const title = 'Write contract to project configuration';

/**
 * Infers the contract of a base class, or takes the one in force, and puts it into `agent-migrator.json` in an editor, where a person
 * corrects and saves it. Nothing is saved here.
 */
export async function writeContract(
  folders: WorkspaceFolders,
  dialogs: Dialogs,
  args: readonly unknown[],
): Promise<void> {
  const near = targetsFrom(args)[0] ?? activeTarget();
  const file = near === undefined ? undefined : folders.find(near.uri);
  const engine = file?.engine ?? folders.all()[0];
  if (engine === undefined) return;
  const inForce = await reading((operation) => engine.readContract({}, operation));
  const known = inForce.source.includes(':') ? inForce.source : '';
  const answer = await dialogs.input({
    title,
    prompt: 'The base class as path/to/file.py:Class; empty for the contract in force',
    value: known,
    problem: (text) =>
      text === '' || parseClassReference(text) !== undefined ? undefined : 'Write it as path/to/file.py:Class',
  });
  if (answer === undefined) return;
  const reference = parseClassReference(answer);
  const question = reference && { path: reference.file, class: reference.class };
  const { contract, refusal } =
    question === undefined ? inForce : await reading((operation) => engine.readContract(question, operation));
  if (refusal !== undefined) throw new RefusedError(refusal);
  await showWritten(engine, (text) => withContract(text, contract));
}

async function reading<T>(read: Parameters<typeof withCancellableProgress<T>>[1]): Promise<T> {
  return withCancellableProgress('Reading the contract', read);
}

async function showWritten({ folder }: FolderEngine, change: (text: string | undefined) => string): Promise<void> {
  const { uri, exists } = await configurationFile(folder);
  const document = await vscode.workspace.openTextDocument(exists ? uri : uri.with({ scheme: 'untitled' }));
  const before = document.getText();
  await vscode.window.showTextDocument(document);
  await applyLineEdits(document, before, change(before.trim() === '' ? undefined : before), title);
}
