import assert from 'node:assert/strict';
import { LocalManifestReader } from '../../src/node/local-manifest-reader.js';

describe('the reader of manifests', () => {
  it('lets other work in between, however long it takes with all of them', async () => {
    const manifest = new TextEncoder().encode('agents:\n  - name: TextAgent\n    script: agents/text_agent.py\n');
    let nowMs = 0;
    // A clock on which each takes 5 ms.
    const clock = { nowMs: () => 0, monotonicMs: () => (nowMs += 5) };
    const reader = new LocalManifestReader({ read: () => Promise.resolve(manifest) }, clock);
    let turns = 0;
    const count = (): void => {
      if (++turns < 1000) setImmediate(count);
    };
    setImmediate(count);
    const paths = Array.from({ length: 40 }, (_, index) => `${index}.yaml`);
    const found = await reader.readManifests(paths, { signal: new AbortController().signal });
    assert.deepEqual(
      found.map(({ path }) => path),
      paths,
    );
    assert(turns >= 10, `${turns} turns`);
  });
});
