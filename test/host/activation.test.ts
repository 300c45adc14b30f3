import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from './until.js';

describe('activation', () => {
  it('happens by itself when a Python file is opened', async () => {
    const extension = vscode.extensions.getExtension('agent-migrator.agent-migrator');
    assert.ok(extension, 'the extension is installed');
    const [file] = await vscode.workspace.findFiles('**/*.py', undefined, 1);
    assert.ok(file, 'the workspace has a Python file');
    await vscode.window.showTextDocument(file);
    await until('the extension activates', () => extension.isActive);
  });
});
