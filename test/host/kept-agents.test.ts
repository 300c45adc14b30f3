import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { parseConfig } from '../../src/core/config/config.js';
import { KeptAgents, type KeptAgentsParts } from '../../src/vscode/agents/kept-agents.js';

const configFile = 'agent-migrator.json';
const reason = { code: 'existing-base', message: 'The class already has the base Service.' };

describe('an agent that is to be migrated after all', () => {
  let root = '';
  beforeEach(() => (root = mkdtempSync(path.join(os.tmpdir(), 'kept-agents-'))));
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  /** Releases the agent of `a.py`; what its person is told. */
  async function release(): Promise<readonly string[]> {
    const told: string[] = [];
    const uri = vscode.Uri.file(path.join(root, 'a.py'));
    const folder = { name: 'fleet', uri: vscode.Uri.file(root), index: 0 };
    const read = (): string =>
      readdirSync(root).includes(configFile) ? readFileSync(path.join(root, configFile), 'utf8') : '{}';
    const agent = { path: 'a.py', class: 'A', reason };
    const kept = new KeptAgents({
      targets: { file: () => Promise.resolve({ uri }) },
      folders: {
        find: () => ({
          ...{ uri, path: 'a.py' },
          engine: { folder, config: () => Promise.resolve(parseConfig(read(), configFile).config) },
        }),
      },
      store: { agents: () => [agent], all: () => [{ assessment: agent }] },
      dialogs: { notify: (_: string, message: string) => Promise.resolve(void told.push(message)) },
    } as unknown as KeptAgentsParts);
    await kept.release([uri]);
    return told;
  }

  it('is taken out of the configuration, where that keeps it', async () => {
    writeFileSync(path.join(root, configFile), '{ "preserve": [{ "agent": "A", "reason": "frozen" }] }');
    assert.deepEqual(await release(), []);
    assert.deepEqual(JSON.parse(readFileSync(path.join(root, configFile), 'utf8')), {});
  });

  it('is told what keeps it, where the configuration does not, and no file is written', async () => {
    assert.deepEqual(await release(), [`A is not kept as it is by ${configFile}. ${reason.message}`]);
    assert.deepEqual(readdirSync(root), []);
  });
});
