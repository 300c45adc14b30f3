import assert from 'node:assert/strict';
import { setImmediate as soon } from 'node:timers/promises';
import { inBackground } from '../../src/vscode/in-background.js';

describe('work that nobody waits for', () => {
  it('tells of its failure, and can be tried again', async () => {
    const told: { readonly error: unknown; readonly retry: () => Promise<unknown> }[] = [];
    const failures = { present: (error: unknown, retry: () => Promise<unknown>) => void told.push({ error, retry }) };
    let attempts = 0;
    inBackground(failures, () => {
      attempts += 1;
      return attempts < 3 ? Promise.reject(new Error(`attempt ${attempts}`)) : Promise.resolve();
    });
    await soon();
    assert.equal(String(told[0]?.error), 'Error: attempt 1');
    await told[0]?.retry();
    await soon();
    assert.equal(String(told[1]?.error), 'Error: attempt 2');
    await told[1]?.retry();
    await soon();
    assert.deepEqual([attempts, told.length], [3, 2]);
  });
});
