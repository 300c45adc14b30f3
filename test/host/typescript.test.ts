import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openFleetFile, type FleetFile } from './fleet-file.js';
import { lastPage, lensSays, previewDiff, previewTabs, rollBackToOriginal, textOnDisk } from './journeys.js';
import { codeOf, hoverText, ownDiagnostics, scoreLenses } from './shown-risk.js';
import { until } from './until.js';

const agent = 'agents/weather-agent.ts';
const classLine = 'export class WeatherAgent {';

describe('an agent in TypeScript', function () {
  // The first plan starts the compiler.
  this.timeout(120_000);

  let file: FleetFile;
  let original: string;
  before(async () => {
    file = await openFleetFile(agent);
    original = await textOnDisk(file);
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await file.restore();
  });

  it('has its score over the class, on the lines that cause it, and in a hover', async () => {
    const { document } = file;
    const [score] = await scoreLenses(document, 'Risk 13 low · high-risk track · ready');
    assert.ok(score);
    assert.equal(document.lineAt(score.range.start.line).text, classLine);
    await until('the diagnostics are there', () => ownDiagnostics(document).length > 0);
    const marked = ownDiagnostics(document)
      .filter(({ code }) => codeOf(code) === 'gpuOperations')
      .map(({ range }) => document.getText(range));
    assert.ok(marked.includes("tf.setBackend('tensorflow')"));
    assert.ok(marked.includes('tf.disposeVariables()'));
    const hover = await hoverText(document, score.range.start.translate(0, 'export class Wea'.length));
    assert.match(hover, /Risk 13 low/);
    assert.match(hover, /\| GPU operations \|/);
  });

  it('is shown as a diff, applied as exactly what was shown, and rolled back to the last byte', async () => {
    await vscode.commands.executeCommand('agentMigrator.previewMigration', file.uri);
    const { before, label } = await previewDiff('agent-migrator-preview');
    assert.match(label, /^WeatherAgent: Infrastructure/u);
    assert.equal((await vscode.workspace.openTextDocument(before)).getText(), original);
    assert.equal(await textOnDisk(file), original);
    const { after } = await lastPage();
    const shown = (await vscode.workspace.openTextDocument(after)).getText();
    assert.match(shown, /export class WeatherAgent extends BaseAgent \{/u);
    await vscode.commands.executeCommand('agentMigrator.applyAllStages');
    assert.equal(await textOnDisk(file), shown);
    assert.deepEqual(previewTabs(), []);
    await lensSays(file, 'Roll back');
    await rollBackToOriginal(file);
    assert.equal(await textOnDisk(file), original);
    await lensSays(file, 'ready');
  });
});
