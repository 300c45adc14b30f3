import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openFleetFile, undo } from './fleet-file.js';
import { codeOf, hoverText, ownDiagnostics, scoreLenses } from './shown-risk.js';
import { until } from './until.js';

const file = 'agents/speech_recognition_agent.py';

describe('the risk score of an open agent', () => {
  it('is a lens over the class that explains itself on click', async () => {
    const { document } = await openFleetFile(file);
    const lenses = await scoreLenses(document, 'Risk 11 low');
    const [score] = lenses;
    assert.ok(score?.command);
    assert.match(score.command.title, /Risk 11 low · high-risk track · ready$/);
    assert.equal(score.command.command, 'agentMigrator.explainScore');
    assert.equal(document.lineAt(score.range.start.line).text, 'class SpeechRecognitionAgent:');
    assert.deepEqual(
      lenses.slice(1).map((lens) => lens.command?.command),
      ['agentMigrator.previewMigration', 'agentMigrator.migrateAgent'],
    );
  });

  it('marks exactly the code that causes it', async () => {
    const { document } = await openFleetFile(file);
    await until('the diagnostics are there', () => ownDiagnostics(document).length > 0);
    const gpu = ownDiagnostics(document).filter(({ code }) => codeOf(code) === 'gpuOperations');
    assert.ok(gpu.length > 3);
    for (const { range, message } of gpu) {
      const marked = document.getText(range);
      assert.ok(marked.length > 0 && message.includes(marked), `${message} marks ${marked}`);
    }
  });

  it('is explained on hover with a row for every factor', async () => {
    const { document } = await openFleetFile(file);
    const [lens] = await scoreLenses(document, 'Risk 11 low');
    assert.ok(lens);
    const text = await hoverText(document, lens.range.start.translate(0, 'class Spee'.length));
    assert.match(text, /Risk 11 low/);
    for (const factor of ['File size', 'GPU operations', 'Threading', 'Databases', 'System role']) {
      assert.ok(text.includes(`| ${factor} |`), `${factor} is missing from\n${text}`);
    }
  });

  it('follows edits before they are saved, and undo', async () => {
    const file = await openFleetFile('agents/intent_agent.py');
    const { document } = file;
    try {
      await scoreLenses(document, 'Risk 1 low');
      const edit = new vscode.WorkspaceEdit();
      const body = lineOf(document, 'self.running = True');
      edit.insert(document.uri, new vscode.Position(lineOf(document, 'import zmq'), 0), 'import torch\n');
      edit.insert(document.uri, new vscode.Position(body, 0), '        torch.cuda.empty_cache()\n');
      await vscode.workspace.applyEdit(edit);
      await scoreLenses(document, 'Risk 6 low');
      assert.equal(document.isDirty, true);
      await undo(document);
      await scoreLenses(document, 'Risk 1 low');
    } finally {
      await file.restore();
    }
  });

  it('says where a file does not parse, and offers its last version that does', async () => {
    const { document } = await openFleetFile('agents/emotion_agent.py');
    await until('the problem is marked', () => ownDiagnostics(document).length > 0);
    const [problem] = ownDiagnostics(document);
    assert.equal(problem?.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(codeOf(problem.code), 'does-not-parse');
    const lenses = await scoreLenses(document, 'blocked: does not parse');
    assert.ok(lenses.some((lens) => lens.command?.command === 'agentMigrator.restoreLastParsing'));
  });
});

function lineOf(document: vscode.TextDocument, text: string): number {
  return document.positionAt(document.getText().indexOf(text)).line;
}
