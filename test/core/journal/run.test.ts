import assert from 'node:assert/strict';
import { hadCanary, type Run } from '../../../src/core/journal/run.js';

const run = (id: string, ended: Run['ended']): Run => ({
  id,
  begun: { kind: 'run-begun', id, through: 'integration', includeReview: false, items: [] },
  startedAtMs: 0,
  left: new Map(),
  ended,
});

const migration = (state: string, batch?: string) => ({ path: 'a.py', state, because: '', begun: { batch } });

describe('an earlier wave', () => {
  it('has shown that the way is sound when something of a run that came to its end stands', () => {
    assert.equal(hadCanary([run('w-1', 'done')], [migration('applied', 'w-1')]), true);
    assert.equal(hadCanary([run('w-1', 'done')], [migration('rolled-back', 'w-1')]), false);
    assert.equal(hadCanary([run('w-1', undefined)], [migration('applied', 'w-1')]), false);
    assert.equal(hadCanary([run('w-1', 'given-up')], [migration('applied', 'w-1')]), false);
    assert.equal(hadCanary([run('w-1', 'done')], [migration('applied')]), false);
  });
});
