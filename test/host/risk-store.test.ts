import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Emitter } from '../../src/core/emitter.js';
import { RiskStore } from '../../src/vscode/risk/risk-store.js';
import type { FolderEngine } from '../../src/vscode/folder-engine.js';
import type { WorkspaceFolders } from '../../src/vscode/workspace-folders.js';

describe('the scores of all folders', () => {
  it('are other ones when a folder is removed, though no file of it has changed', () => {
    const [created, changed] = [new Emitter<FolderEngine>(), new Emitter<undefined>()];
    const assessments = { all: () => [{ path: 'a.py', agents: [{ class: 'A' }] }] };
    const folder = { name: 'fleet', uri: vscode.Uri.file('/fleet') };
    let engines = [{ folder, assessments }];
    const store = new RiskStore({
      onDidCreateEngine: created.event,
      onDidChange: changed.event,
      all: () => engines,
      titleOf: () => 'fleet',
    } as unknown as WorkspaceFolders);
    const counts: number[] = [];
    store.onDidChange(() => counts.push(store.all().length));
    assert.equal(store.all().length, 1);
    engines = [];
    changed.fire(undefined);
    assert.deepEqual(counts, [0]);
    store.dispose();
  });
});
