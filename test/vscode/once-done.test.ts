import assert from 'node:assert/strict';
import { onceDone } from '../../src/vscode/once-done.js';

describe('work that is done once', () => {
  it('is waited for by all who ask, and done again only when it was not done', async () => {
    const outcomes = [Promise.reject(new DOMException('It gave way to a newer one.', 'AbortError')), Promise.resolve()];
    let begun = 0;
    const done = onceDone(() => outcomes[begun++] ?? Promise.reject(new Error('It is done already.')));
    await Promise.all([done(), done()].map((asked) => assert.rejects(asked, { name: 'AbortError' })));
    assert.equal(begun, 1);
    await Promise.all([done(), done()]);
    await done();
    assert.equal(begun, 2);
  });
});
