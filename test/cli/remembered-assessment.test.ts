import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { AssessmentReport } from '../../src/core/assess/assessment.js';
import { runBuiltCli } from '../support/cli.js';

// Every run is a process of its own, which takes its time on a busy machine.
const timeoutMs = 60_000;

describe('agent-migrator assess --json, a second time', function () {
  this.timeout(timeoutMs);

  it('sees in what it remembers whatever has changed since, and what is wrong with the configuration', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-remembered-'));
    try {
      await cp('test/fixtures/assess-workspace', folder, { recursive: true });
      // Files that have just been written are remembered by nobody.
      await delay(2100);
      const run = (args: readonly string[] = []) => runBuiltCli(['assess', '--json', ...args], { cwd: folder });
      const plain = ({ stdout }: { readonly stdout: string }): string => stdout.replace(/"elapsedMs":\d+/, '');
      const first = plain(await run());
      assert.deepEqual([plain(await run()), plain(await run())], [first, first]);
      assert.notEqual(plain(await run(['--no-ignore'])), first);
      const config = path.join(folder, 'agent-migrator.json');
      for (const text of ['', '{ "core": 1 }']) {
        await writeFile(config, text);
        assert.equal((await run()).code, 2, text);
      }
      await writeFile(config, '{ "cores": [] }');
      const warned = [await run(), await run()];
      assert.deepEqual(warned.map(plain), [first, first]);
      for (const { stderr } of warned) assert.match(stderr, /the key "cores" is unknown/);
      await writeFile(config, '{ "core": ["TextAgent"] }');
      await run();
      const marked = plain(await run());
      assert.notEqual(marked, first);
      await rm(config);
      await rm(path.join(folder, 'agents/broken_agent.py'));
      assert.deepEqual((JSON.parse((await run()).stdout) as AssessmentReport).problems, []);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
