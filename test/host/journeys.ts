import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { FleetFile } from './fleet-file.js';
import { until } from './until.js';

export async function migrate(file: FleetFile): Promise<void> {
  await vscode.commands.executeCommand('agentMigrator.previewMigration', file.uri);
  await previewDiff('agent-migrator-preview');
  await vscode.commands.executeCommand('agentMigrator.applyAllStages');
  await lensSays(file, 'Roll back');
}

/** Takes the first choice, which is the original, as soon as the question is there. */
export async function rollBackToOriginal(
  { uri }: Pick<FleetFile, 'uri'>,
  selected?: readonly vscode.Uri[],
): Promise<void> {
  let done = false;
  const rollingBack = Promise.resolve(vscode.commands.executeCommand('agentMigrator.rollback', uri, selected));
  void rollingBack.finally(() => (done = true));
  await until('the rollback is over', async () => {
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    return done;
  });
  await rollingBack;
}

export async function textOnDisk(file: FleetFile): Promise<string> {
  return Buffer.from(await file.bytes()).toString();
}

export function previewTabs(): readonly vscode.Tab[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.filter(
    ({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.scheme.startsWith('agent-migrator'),
  );
}

export async function previewDiff(scheme: string): Promise<{ before: vscode.Uri; after: vscode.Uri; label: string }> {
  const active = (): vscode.Tab | undefined => vscode.window.tabGroups.activeTabGroup.activeTab;
  await until(`a diff of ${scheme} is active`, () => {
    const input = active()?.input;
    return input instanceof vscode.TabInputTextDiff && input.modified.scheme === scheme;
  });
  const input = active()?.input;
  assert.ok(input instanceof vscode.TabInputTextDiff);
  return { before: input.original, after: input.modified, label: active()?.label ?? '' };
}

/** The diff of the last stage that does something. */
export async function lastPage(): Promise<{ after: vscode.Uri }> {
  const first = await previewDiff('agent-migrator-preview');
  const pages = Number(/of (\d)\)/u.exec(first.label)?.[1] ?? '1');
  for (let page = 1; page < pages; page++) {
    await vscode.commands.executeCommand('agentMigrator.nextStage');
    await until(
      'the next stage is shown',
      () => vscode.window.tabGroups.activeTabGroup.activeTab?.label.includes(`(${page + 1} of`) === true,
    );
  }
  return previewDiff('agent-migrator-preview');
}

export async function lensTitles({ uri }: FleetFile): Promise<string> {
  // The lenses of a document that was just closed cannot be asked for.
  await vscode.workspace.openTextDocument(uri);
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 9);
  return lenses.map(({ command }) => command?.title).join(' | ');
}

export async function lensSays(file: FleetFile, words: string): Promise<void> {
  await until(`the lens says "${words}"`, async () => (await lensTitles(file)).includes(words), 15_000);
}
