import assert from 'node:assert/strict';
import { declaredInAll } from '../../../src/core/validation/declared-changes.js';

describe('what a row of stages declares', () => {
  it('follows a name through renamings to what was there first', () => {
    const declared = declaredInAll([
      { removed: ['A.gone'], renamed: [{ from: 'A.one', to: 'A.two' }] },
      { removed: [], renamed: [{ from: 'A.two', to: 'A.three' }] },
    ]);
    assert.deepEqual(declared, { removed: ['A.gone'], renamed: [{ from: 'A.one', to: 'A.three' }] });
  });

  it('takes what was renamed and then removed as removed under its first name', () => {
    const declared = declaredInAll([
      { removed: [], renamed: [{ from: 'A.one', to: 'A.two' }] },
      { removed: ['A.two'], renamed: [] },
    ]);
    assert.deepEqual(declared, { removed: ['A.one'], renamed: [] });
  });
});
