import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openFleetFile } from './fleet-file.js';
import type { FleetFile } from './fleet-file.js';
import { lensSays, migrate, previewDiff, rollBackToOriginal, textOnDisk } from './journeys.js';
import { until } from './until.js';

const agent = 'agents/intent_agent.py';

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

  it('gives every byte back of stages that were applied one by one', async () => {
    await rollBackToOriginal(file);
    await lensSays(file, 'ready');
    await vscode.commands.executeCommand('agentMigrator.previewMigration', file.uri);
    const { after } = await previewDiff('agent-migrator-preview');
    await vscode.commands.executeCommand('agentMigrator.applyStage', after);
    await lensSays(file, 'partly migrated');
    await vscode.commands.executeCommand('agentMigrator.previewMigration', file.uri);
    await previewDiff('agent-migrator-preview');
    await vscode.commands.executeCommand('agentMigrator.applyAllStages');
    await until('the rest is migrated', async () => (await textOnDisk(file)).includes('[infrastructure, core-logic'));
    await rollBackToOriginal(file);
    assert.equal(await textOnDisk(file), original);
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

  it('lets a person merge what was edited in the same place, and writes what they made of it', async () => {
    const text = file.document.getText();
    const line = text.split('\n').findIndex((one) => one.startsWith('class IntentAgent('));
    const edit = new vscode.WorkspaceEdit();
    edit.insert(file.uri, new vscode.Position(line, 0), '# my own line\n');
    edit.insert(file.uri, file.document.lineAt(line).range.end, '  # and mine');
    await vscode.workspace.applyEdit(edit);
    await file.document.save();
    const edited = await textOnDisk(file);
    await rollBackToOriginal(file);
    await until(
      'the merge editor has begun with what both have',
      () => draftResult()?.getText().includes('<<<') === false,
    );
    assert.equal(await textOnDisk(file), edited, 'nothing is written before it is taken over');
    const document = draftResult();
    assert.ok(document);
    const merged = original.replace(/^class IntentAgent/mu, '# my own line\nclass IntentAgent');
    const take = new vscode.WorkspaceEdit();
    take.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), merged);
    await vscode.workspace.applyEdit(take);
    await vscode.commands.executeCommand('agentMigrator.applyRollback', document.uri);
    const { after } = await previewDiff('agent-migrator-rollback');
    assert.equal(await textOnDisk(file), edited, 'it is shown as a diff first');
    await vscode.commands.executeCommand('agentMigrator.applyRollback', after);
    assert.equal(await textOnDisk(file), merged);
  });

  it('takes several agents back at once, and shows those that were edited since before it writes any', async () => {
    const other = await openFleetFile('agents/notification_agent.py');
    const otherOriginal = await textOnDisk(other);
    try {
      await migrate(other);
      const edit = new vscode.WorkspaceEdit();
      edit.insert(file.uri, new vscode.Position(0, 0), '# my own line\n');
      await vscode.workspace.applyEdit(edit);
      await file.document.save();
      await rollBackToOriginal(other, [other.uri, file.uri]);
      const label = (): string => vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? '';
      await until('the merged files are shown', () => label().startsWith('Roll back 2 agents'));
      assert.notEqual(await textOnDisk(other), otherOriginal);
      await vscode.commands.executeCommand('agentMigrator.applyRollback');
      assert.equal(await textOnDisk(other), otherOriginal);
      assert.equal(await textOnDisk(file), `# my own line\n${original}`);
    } finally {
      await other.restore();
    }
  });
});

/** The last of the four drafts behind a merge editor, once all are open. */
function draftResult(): vscode.TextDocument | undefined {
  const drafts = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === 'agent-migrator-draft');
  const newest = drafts.sort((a, b) => Number(b.uri.query) - Number(a.uri.query));
  return newest.length < 4 ? undefined : newest[0];
}
