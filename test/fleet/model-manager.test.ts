import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fleetFolder } from './fleet-folder.js';
import { runPython } from './python.js';

describe("the example fleet's largest agent", () => {
  it('is what its generator writes, byte by byte', async () => {
    const generated = await runPython(['generate.py'], { cwd: path.resolve('test/fleet/model-manager') });
    assert.equal(generated.stderr, '');
    const stored = await readFile(path.join(fleetFolder, 'agents/model_manager_agent.py'), 'utf8');
    assert.equal(stored, generated.stdout, 'run test/fleet/model-manager/generate.py on it');
  });

  it('has exactly the documented 227 KB', async () => {
    const bytes = await readFile(path.join(fleetFolder, 'agents/model_manager_agent.py'));
    assert.equal(bytes.length, 227 * 1024);
  });
});
