import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openFleetFile } from './fleet-file.js';
import { until } from './until.js';

const agent = 'agents/memory_agent.py';

describe('recipes beside the code that they would change', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('are quick fixes that preview themselves and what they need', async () => {
    const { document } = await openFleetFile(agent);
    const fix = await fixAt(document, 'def _health_check_loop', 'Leave the health check to the base…');
    assert.ok(fix.command);
    await vscode.commands.executeCommand(fix.command.command, ...((fix.command.arguments ?? []) as unknown[]));
    const after = await shownText();
    assert.match(after, /class MemoryAgent\(BaseAgent\):/u);
    assert.doesNotMatch(after, /def _health_check_loop/u);
    await vscode.commands.executeCommand('agentMigrator.nextStage');
    await until('the next stage is shown', () => activeLabel().includes('(2 of'));
    assert.equal(await shownText(), after, 'nothing of a later stage is ticked');
    assert.equal(document.isDirty, false);
  });

  it('open the stage that they belong to', async () => {
    const { document } = await openFleetFile(agent);
    const fix = await fixAt(document, '.socket(zmq.REP)', "Serve on the base's main socket…");
    assert.ok(fix.command);
    await vscode.commands.executeCommand(fix.command.command, ...((fix.command.arguments ?? []) as unknown[]));
    assert.match(await shownText(), /\[infrastructure, integration\]/u);
    assert.match(activeLabel(), /^MemoryAgent: Integration/u);
  });

  it('say on the line what they leave, until the text changes', async () => {
    const file = await openFleetFile(agent);
    const { document } = file;
    const notes = (): readonly vscode.Diagnostic[] =>
      vscode.languages.getDiagnostics(file.uri).filter(({ code }) => code === 'request-loop');
    await until('the note is there', () => notes().length === 1);
    const [note] = notes();
    assert.match(note?.message ?? '', /^Left to you: Only with the edits for review: BaseAgent\.run/u);
    assert.match(document.lineAt(note?.range.start.line ?? 0).text, /def run|while /u);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(file.uri, new vscode.Position(0, 0), '# mine\n');
    await vscode.workspace.applyEdit(edit);
    await until('the note is gone', () => notes().length === 0);
    await file.restore();
  });
});

/** The quick fix of that title at the first place of a text. */
async function fixAt(document: vscode.TextDocument, text: string, title: string): Promise<vscode.CodeAction> {
  const at = document.positionAt(document.getText().indexOf(text));
  let found: vscode.CodeAction | undefined;
  let titles: readonly string[] = [];
  await until(`"${title}" is offered`, async () => {
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      new vscode.Range(at, at),
      vscode.CodeActionKind.QuickFix.value,
    );
    titles = actions.map((action) => action.title);
    found = actions.find((action) => action.title === title);
    return found !== undefined;
  });
  assert.ok(found, titles.join(', '));
  return found;
}

function activeLabel(): string {
  return vscode.window.tabGroups.activeTabGroup.activeTab?.label ?? '';
}

/** The right side of the diff in front. */
async function shownText(): Promise<string> {
  const input = (): unknown => vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  await until('a diff is in front', () => input() instanceof vscode.TabInputTextDiff);
  const diff = input();
  assert.ok(diff instanceof vscode.TabInputTextDiff);
  return (await vscode.workspace.openTextDocument(diff.modified)).getText();
}

describe('the contract of a base class', () => {
  it('is written into the project configuration, for a person to correct and save', async () => {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const uri = vscode.Uri.joinPath(folder.uri, 'agent-migrator.json');
    const configuration = await vscode.workspace.openTextDocument(uri);
    const before = configuration.getText();
    let done = false;
    const writing = Promise.resolve(vscode.commands.executeCommand('agentMigrator.writeContract'));
    void writing.finally(() => (done = true));
    await until('the command is over', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return done;
    });
    const written: unknown = JSON.parse(configuration.getText());
    assert.ok(typeof written === 'object' && written !== null && 'contract' in written && 'core' in written);
    assert.match(configuration.getText(), /"module": "common\.core\.base_agent"/u);
    assert.equal(Buffer.from(await vscode.workspace.fs.readFile(uri)).toString(), before, 'nothing is saved');
    await vscode.window.showTextDocument(configuration);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});
