import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import os from 'node:os';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { openFleetFile, workspaceFolder } from './fleet-file.js';
import type { FleetFile } from './fleet-file.js';
import { lensSays, migrate, rollBackToOriginal } from './journeys.js';
import { until } from './until.js';

/** Validations in the journal, each of which names all five checks; only those of a stage that was not yet sure to stay, if wanted. */
async function notedValidations(ofStages = false): Promise<number> {
  const journal = vscode.Uri.joinPath(workspaceFolder(), '.agent-migrator/journal.jsonl');
  const bytes = await Promise.resolve(vscode.workspace.fs.readFile(journal)).catch(() => new Uint8Array());
  const text = Buffer.from(bytes).toString();
  return text
    .split('\n')
    .filter((line) => line.includes('"topic":"validation"') && (!ofStages || line.includes('"stage":'))).length;
}

/** The command as a person uses it: who agrees that code is run, looks at the draft and presses its button. */
async function writesATestThatPasses({ uri }: FleetFile): Promise<void> {
  const { showWarningMessage } = vscode.window;
  // Modal questions are refused in an automated run; this one is answered in a person's place.
  Object.assign(vscode.window, { showWarningMessage: () => Promise.resolve('Run Code') });
  let written = false;
  const writing = Promise.resolve(vscode.commands.executeCommand('agentMigrator.writeParallelTest', uri)).then(
    () => (written = true),
  );
  const test = vscode.Uri.joinPath(workspaceFolder(), 'tests/test_intent_agent_migration.py');
  try {
    await until('the draft is shown', () => activeLabel() === 'tests/test_intent_agent_migration.py (parallel test)');
    await until('the test is written', async () => {
      await vscode.commands.executeCommand('notification.acceptPrimaryAction');
      return written;
    });
    await writing;
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), test.toString());
    const { stderr } = await promisify(execFile)('python3', ['-B', test.fsPath], { cwd: os.tmpdir() });
    assert.match(stderr, /^Ran [1-9]\d* tests? in /mu);
  } finally {
    Object.assign(vscode.window, { showWarningMessage });
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(workspaceFolder(), 'tests'), { recursive: true });
  }
}

const activeLabel = (): string => vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? '';

describe('the checks in the Testing view', () => {
  let file: FleetFile;

  beforeEach(async () => {
    file = await openFleetFile('agents/intent_agent.py');
    await lensSays(file, 'ready');
  });
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await file.restore();
    await lensSays(file, 'ready');
  });

  it('run after a migration and on demand, and stand in the journal', async () => {
    await migrate(file);
    await until('the migration was checked', async () => (await notedValidations()) > 0);
    const before = await notedValidations();
    await vscode.commands.executeCommand('testing.runAll');
    await until('it was checked again', async () => (await notedValidations()) > before);
    await rollBackToOriginal(file);
  });

  it('show what failed at its line', async () => {
    const known = await notedValidations();
    await migrate(file);
    await until('the migration was checked', async () => (await notedValidations()) > known);
    const { document, uri } = file;
    await vscode.window.showTextDocument(document);
    const edit = new vscode.WorkspaceEdit();
    const line = document.lineCount;
    edit.insert(uri, document.lineAt(line - 1).range.end, '\n\nprint(nothing_binds_this)\n');
    await vscode.workspace.applyEdit(edit);
    await document.save();
    const before = await notedValidations();
    await vscode.window.showTextDocument(document, { selection: new vscode.Range(0, 0, 0, 0) });
    await vscode.commands.executeCommand('testing.runCurrentFile');
    await until('it was checked', async () => (await notedValidations()) > before);
    await until('what failed is in view', async () => {
      await vscode.commands.executeCommand('testing.openOutputPeek');
      const shown = vscode.window.visibleTextEditors.find(
        (editor) => editor.document.uri.toString() === uri.toString(),
      );
      return shown?.visibleRanges.some((range) => range.contains(new vscode.Position(line, 0))) === true;
    });
  });

  it('run for each of several files before it counts', async () => {
    const other = await openFleetFile('agents/notification_agent.py');
    try {
      const before = await notedValidations(true);
      const uris = [file.uri, other.uri];
      await vscode.commands.executeCommand('agentMigrator.previewMigration', uris[0], uris);
      await until('both files are shown', () => /2 files|2 agents/u.test(activeLabel()));
      await vscode.commands.executeCommand('agentMigrator.applyAllStages');
      await lensSays(other, 'Roll back');
      assert.ok((await notedValidations(true)) >= before + 2);
    } finally {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await other.restore();
    }
  });

  // The last of all: who agrees once is not asked again.
  it('give way to a test for the repository', async () => {
    await migrate(file);
    await writesATestThatPasses(file);
    await rollBackToOriginal(file);
  });
});
