import assert from 'node:assert/strict';
import { RefusedError } from '../../src/core/reason.js';

describe('a refusal', () => {
  it('is recognised when it comes from a bundle with a copy of its class', () => {
    const foreign = Object.assign(new Error('x'), { name: 'RefusedError', reason: { code: 'locked', message: 'x' } });
    assert.ok(foreign instanceof RefusedError);
    assert.ok(!(new Error('x') instanceof RefusedError));
  });
});
