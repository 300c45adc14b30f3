import * as vscode from 'vscode';
import type { WrittenTestProposal } from '../../app/ports/written-tests.js';
import type { Validation } from '../../app/ports/validation.js';
import { RefusedError } from '../../core/reason.js';
import { counted } from '../../core/text/counted.js';
import type { Dialogs } from '../dialogs.js';
import type { DraftFiles } from '../draft-files.js';
import type { FolderEngine } from '../folder-engine.js';
import { withCancellableProgress } from '../progress.js';
import { assertTrusted } from '../trust.js';
import { uriInFolder, type WorkspaceFolders } from '../workspace-folders.js';
import type { ExecutionConsent } from './execution-consent.js';

export interface WriteTestParts {
  readonly folders: WorkspaceFolders;
  readonly drafts: DraftFiles;
  readonly dialogs: Dialogs;
  readonly consent: ExecutionConsent;
  readonly validationOf: (engine: FolderEngine) => Validation;
}

/** Shows the parallel test of an agent as a draft beside what stands in its place, and writes the draft once a person says so. */
export async function writeParallelTest(
  { folders, drafts, dialogs, consent, validationOf }: WriteTestParts,
  uri: vscode.Uri,
  className: string | undefined,
): Promise<void> {
  assertTrusted();
  const file = folders.find(uri);
  if (file === undefined) return;
  const { engine, path: target } = file;
  await consent.request(engine.pythonCommand());
  const { tests } = validationOf(engine);
  const request = className === undefined ? { target } : { target, class: className };
  const proposal = await withCancellableProgress(`Calling ${target}`, (operation) => tests.propose(request, operation));
  const [draft, empty] = [
    drafts.create(proposal.path, proposal.content),
    drafts.create(proposal.path, new Uint8Array()),
  ];
  const place = uriInFolder(engine.folder, proposal.path);
  await vscode.commands.executeCommand('vscode.diff', proposal.existing ? place : empty, draft, titleOf(proposal));
  const verb = proposal.existing ? 'Replace' : 'Write';
  if ((await dialogs.notify('information', messageOf(proposal), verb)) !== verb) return;
  // A person may have changed the draft.
  const text = (await vscode.workspace.openTextDocument(draft)).getText();
  const edited = { ...proposal, content: new TextEncoder().encode(text) };
  const reason = await withCancellableProgress(`Writing ${proposal.path}`, (operation) =>
    tests.write(edited, operation),
  );
  if (reason !== undefined) throw new RefusedError(reason);
  await vscode.window.showTextDocument(place, { preview: false });
}

const titleOf = ({ path, existing }: WrittenTestProposal): string =>
  `${path} (${existing ? 'as it is ↔ parallel test' : 'parallel test'})`;

function messageOf({ path, framework, calls, broken, existing }: WrittenTestProposal): string {
  const head = `The parallel test makes ${counted(calls, 'call')} and is written for ${framework}.`;
  const [first] = broken;
  const failing = first === undefined ? '' : ` ${broken.length} of them fail with the agent as it is: ${first}.`;
  return `${head}${failing} ${existing ? `Replace ${path}?` : `Write it to ${path}?`}`;
}
