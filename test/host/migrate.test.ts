import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openFleetFile, undo } from './fleet-file.js';
import type { FleetFile } from './fleet-file.js';
import { until } from './until.js';

const agent = 'agents/intent_agent.py';

describe('a migration in the editor', () => {
  let file: FleetFile;
  let original: string;

  beforeEach(async () => {
    file = await openFleetFile(agent);
    original = await textOnDisk(file);
    await lensSays(file, 'ready');
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await file.restore();
    await lensSays(file, 'ready');
  });

  it('is shown as a diff before anything is written', async () => {
    await vscode.commands.executeCommand('agentMigrator.previewMigration', file.uri);
    const { before, after, label } = await previewDiff('agent-migrator-preview');
    assert.match(label, /^IntentAgent: Infrastructure/u);
    assert.equal((await vscode.workspace.openTextDocument(before)).getText(), original);
    assert.match((await vscode.workspace.openTextDocument(after)).getText(), /class IntentAgent\(BaseAgent\):/u);
    assert.equal(await textOnDisk(file), original);
    assert.equal(file.document.isDirty, false);
  });

  it('is applied as exactly what was shown, saved, and offers the way back', async () => {
    await vscode.commands.executeCommand('agentMigrator.previewMigration', file.uri);
    const { after } = await lastPage();
    const shown = (await vscode.workspace.openTextDocument(after)).getText();
    await vscode.commands.executeCommand('agentMigrator.applyAllStages');
    assert.equal(await textOnDisk(file), shown);
    assert.equal(file.document.isDirty, false);
    assert.deepEqual(previewTabs(), []);
    await lensSays(file, 'Roll back');
  });

  it('is one step of undo, and the history follows undo and redo once they are saved', async () => {
    await migrate(file);
    const migrated = file.document.getText();
    await undo(file.document);
    assert.equal(file.document.getText(), original);
    await file.document.save();
    await until('the lens offers no way back', async () => !(await lensTitles(file)).includes('Roll back…'));
    await vscode.commands.executeCommand('redo');
    assert.equal(file.document.getText(), migrated);
    await file.document.save();
    await lensSays(file, 'Roll back');
  });

  it('is refused when the file was changed after the preview', async () => {
    await vscode.commands.executeCommand('agentMigrator.previewMigration', file.uri);
    const preview = await previewDiff('agent-migrator-preview');
    const changed = `# changed meanwhile\n${original}`;
    await vscode.workspace.fs.writeFile(file.uri, Buffer.from(changed));
    await vscode.commands.executeCommand('agentMigrator.applyAllStages', preview.after);
    assert.equal(await textOnDisk(file), changed);
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  it('is refused when the file has unsaved changes, which stay', async () => {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(file.uri, new vscode.Position(0, 0), '# unsaved\n');
    await vscode.workspace.applyEdit(edit);
    await vscode.commands.executeCommand('agentMigrator.previewMigration', file.uri);
    assert.deepEqual(previewTabs(), []);
    assert.equal(file.document.isDirty, true);
    assert.equal(await textOnDisk(file), original);
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  it('writes the planned bytes and no others where saving would format the file', async () => {
    const configuration = vscode.workspace.getConfiguration('files');
    await configuration.update('trimTrailingWhitespace', true, vscode.ConfigurationTarget.Workspace);
    try {
      const withSpaces = original.replace('import zmq\n', 'import zmq   \n');
      await vscode.workspace.fs.writeFile(file.uri, Buffer.from(withSpaces));
      await until('the editor has the new text', () => file.document.getText() === withSpaces);
      await migrate(file);
      assert.match(await textOnDisk(file), /import zmq {3}\n/u);
      await until('the editor has the migrated text', () => file.document.getText().includes('(BaseAgent)'));
      await undo(file.document);
      assert.equal(file.document.getText(), withSpaces);
    } finally {
      await configuration.update('trimTrailingWhitespace', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it('is shown for several files in one editor', async () => {
    const other = vscode.Uri.joinPath(file.uri, '../notification_agent.py');
    await vscode.commands.executeCommand('agentMigrator.previewMigration', file.uri, [file.uri, other]);
    await until(
      'the diff of both is open',
      () => vscode.window.tabGroups.activeTabGroup.activeTab?.label.startsWith('Migration preview') === true,
    );
    await vscode.commands.executeCommand('agentMigrator.cancelPreview');
    await until(
      'it is closed',
      () => vscode.window.tabGroups.activeTabGroup.activeTab?.label.startsWith('Migration preview') !== true,
    );
    assert.equal(await textOnDisk(file), original);
  });
});

describe('a rollback in the editor', () => {
  let file: FleetFile;
  let original: string;

  beforeEach(async () => {
    file = await openFleetFile(agent);
    original = await textOnDisk(file);
    await lensSays(file, 'ready');
    await migrate(file);
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await file.restore();
    await lensSays(file, 'ready');
  });

  it('gives every byte back', async () => {
    await rollBackToOriginal(file);
    assert.equal(await textOnDisk(file), original);
    assert.equal(file.document.getText(), original);
  });

  it('keeps what was edited since, and shows it before it writes', async () => {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(file.uri, new vscode.Position(0, 0), '# my own line\n');
    await vscode.workspace.applyEdit(edit);
    await file.document.save();
    const edited = await textOnDisk(file);
    await rollBackToOriginal(file);
    const { after, label } = await previewDiff('agent-migrator-rollback');
    assert.match(label, /your later edits kept/u);
    assert.equal(await textOnDisk(file), edited);
    await vscode.commands.executeCommand('agentMigrator.applyRollback', after);
    assert.equal(await textOnDisk(file), `# my own line\n${original}`);
  });
});

async function migrate(file: FleetFile): Promise<void> {
  await vscode.commands.executeCommand('agentMigrator.previewMigration', file.uri);
  await previewDiff('agent-migrator-preview');
  await vscode.commands.executeCommand('agentMigrator.applyAllStages');
  await lensSays(file, 'Roll back');
}

/** Takes the first choice, which is the original, as soon as the question is there. */
async function rollBackToOriginal(file: FleetFile): Promise<void> {
  let done = false;
  const rollingBack = Promise.resolve(vscode.commands.executeCommand('agentMigrator.rollback', file.uri));
  void rollingBack.finally(() => (done = true));
  await until('the rollback is over', async () => {
    await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    return done;
  });
  await rollingBack;
}

async function textOnDisk(file: FleetFile): Promise<string> {
  return Buffer.from(await file.bytes()).toString();
}

function previewTabs(): readonly vscode.Tab[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.filter(
    ({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.scheme.startsWith('agent-migrator'),
  );
}

async function previewDiff(scheme: string): Promise<{ before: vscode.Uri; after: vscode.Uri; label: string }> {
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
async function lastPage(): Promise<{ after: vscode.Uri }> {
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

async function lensTitles({ uri }: FleetFile): Promise<string> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 9);
  return lenses.map(({ command }) => command?.title).join(' | ');
}

async function lensSays(file: FleetFile, words: string): Promise<void> {
  await until(`the lens says "${words}"`, async () => (await lensTitles(file)).includes(words), 15_000);
}
