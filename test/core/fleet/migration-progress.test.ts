import assert from 'node:assert/strict';
import { progressOfFiles } from '../../../src/core/fleet/migration-progress.js';
import { replay } from '../../../src/core/journal/replay.js';
import type { JournalRecord } from '../../../src/core/journal/record.js';

const paths = ['a.py', 'b.py', 'c.py'];
const stamp = (n: number) => ({ seq: n, wallMs: n, writer: 'test' });

/** A run over all three files, with what is told after its beginning. */
function told(
  ...after: readonly object[]
): ReadonlyMap<string, { readonly progress: string; readonly because: string }> {
  const items = paths.map((path) => ({ path, classes: ['A'], plan: 'p' }));
  const begun = { kind: 'run-begun', id: 'run-1', through: 'integration', includeReview: false, items };
  const records = [begun, ...after].map((body, n) => ({ ...stamp(n), ...body })) as unknown as readonly JournalRecord[];
  return progressOfFiles(replay(records));
}

const migration = (path: string) => ({ kind: 'migration-begun', id: `m-${path}`, path, batch: 'run-1', stages: [] });

describe('how far the files of a fleet are', () => {
  it('knows nothing of files that nobody has tried', () => {
    assert.equal(progressOfFiles({ migrations: [], rollbacks: [], runs: [] }).size, 0);
  });

  it('tells what a run has before it, what it is at and what it has left', () => {
    const left = { kind: 'run-left', id: 'run-1', path: 'a.py', outcome: 'refused', because: 'stale' };
    const files = told(left, migration('b.py'));
    assert.deepEqual(files.get('a.py'), { progress: 'failed', because: 'stale' });
    assert.deepEqual(files.get('b.py'), { progress: 'running', because: '' });
    assert.deepEqual(files.get('c.py'), { progress: 'queued', because: '' });
  });

  it('forgets a failure once a later attempt stands, and what is given up', () => {
    const left = { kind: 'run-left', id: 'run-1', path: 'a.py', outcome: 'rolled-back', because: 'a check failed' };
    const files = told(left, { kind: 'run-ended', id: 'run-1', how: 'given-up' }, migration('a.py'), {
      kind: 'committed',
      id: 'm-a.py',
    });
    assert.deepEqual([...files], []);
  });
});
