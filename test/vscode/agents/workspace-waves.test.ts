import assert from 'node:assert/strict';
import { Emitter } from '../../../src/core/emitter.js';
import { WorkspaceWaves, type WorkspaceWavesParts } from '../../../src/vscode/agents/workspace-waves.js';

describe('the waves of a workspace', () => {
  it('stay as they were when they cannot be planned, and the log says why', async () => {
    const failure = new Error('The journal cannot be read.');
    const engine = {
      folder: { uri: { toString: () => 'file:///fleet' } },
      ports: { store: { view: () => Promise.reject(failure) } },
    };
    const logged: unknown[] = [];
    const waves = new WorkspaceWaves({
      folders: { all: () => [engine], titleOf: () => 'fleet' },
      store: { onDidChange: new Emitter().event },
      memory: { get: () => undefined, update: () => Promise.resolve() },
      log: { error: (_: string, error: unknown) => void logged.push(error) },
    } as unknown as WorkspaceWavesParts);
    assert.deepEqual(waves.all(), []);
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual([logged, waves.all()], [[failure], []]);
    waves.dispose();
  });
});
