import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openFleetFile, undo } from './fleet-file.js';
import type { FleetFile } from './fleet-file.js';
import {
  lastPage,
  lensSays,
  lensTitles,
  migrate,
  previewDiff,
  previewTabs,
  rollBackToOriginal,
  textOnDisk,
} from './journeys.js';
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

  it('writes the planned bytes where something takes part in the save, and is still whole enough to be rolled back', async () => {
    const participant = vscode.workspace.onWillSaveTextDocument((event) => {
      const end = event.document.lineAt(event.document.lineCount - 1).range.end;
      event.waitUntil(Promise.resolve([vscode.TextEdit.insert(end, '# formatted\n')]));
    });
    try {
      await vscode.commands.executeCommand('agentMigrator.previewMigration', file.uri);
      const { after } = await lastPage();
      const shown = (await vscode.workspace.openTextDocument(after)).getText();
      await vscode.commands.executeCommand('agentMigrator.applyAllStages');
      await lensSays(file, 'Roll back');
      assert.equal(await textOnDisk(file), shown);
      await until('the editor has the planned text', () => file.document.getText() === shown && !file.document.isDirty);
    } finally {
      participant.dispose();
    }
    await rollBackToOriginal(file);
    assert.equal(await textOnDisk(file), original);
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
