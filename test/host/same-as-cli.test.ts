import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import { cliPlan } from './cli-plan.js';
import { type FleetFile, openFleetFile, workspaceFolder } from './fleet-file.js';
import { until } from './until.js';

const byteOrderMark = '\uFEFF';

describe('the editor and the command line', () => {
  it('migrate an agent to the same bytes', async () => {
    const file = await openFleetFile('agents/intent_agent.py');
    try {
      await migrateAsPlanned(file, 'agents/intent_agent.py');
    } finally {
      await leave(file);
    }
  });

  it('leave line endings and the byte order mark as they are', async () => {
    // From disk: an editor that was closed a moment ago may still hold the text of the test before.
    const model = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(workspaceFolder(), 'agents/intent_agent.py'));
    const text = byteOrderMark + new TextDecoder().decode(model).replaceAll('\n', '\r\n');
    const uri = vscode.Uri.joinPath(workspaceFolder(), 'agents', 'windows_agent.py');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    const file = await openFleetFile('agents/windows_agent.py');
    try {
      const migrated = Buffer.from(await migrateAsPlanned(file, 'agents/windows_agent.py')).toString('utf8');
      assert.ok(migrated.startsWith(byteOrderMark));
      assert.doesNotMatch(migrated, /[^\r]\n/);
    } finally {
      await leave(file);
      await vscode.workspace.fs.delete(uri);
    }
  });
});

/** Applies all stages in the editor; answers the bytes on disk, which are the ones that the command line plans. */
async function migrateAsPlanned(file: FleetFile, path: string): Promise<Uint8Array> {
  const planned = await cliPlan(workspaceFolder().fsPath, path);
  await vscode.commands.executeCommand('agentMigrator.previewMigration', file.uri);
  await until('the preview is open', () => activeScheme() === 'agent-migrator-preview');
  await vscode.commands.executeCommand('agentMigrator.applyAllStages');
  await until('the preview is closed', () => activeScheme() !== 'agent-migrator-preview');
  const bytes = await file.bytes();
  assert.equal(createHash('sha256').update(bytes).digest('hex'), planned.finalSha256);
  return bytes;
}

function activeScheme(): string | undefined {
  const input: unknown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputTextDiff ? input.modified.scheme : undefined;
}

async function leave(file: FleetFile): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  await file.restore();
}
