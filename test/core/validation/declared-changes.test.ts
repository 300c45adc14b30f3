import assert from 'node:assert/strict';
import { declaredInAll, isExplained } from '../../../src/core/validation/declared-changes.js';

describe('what a row of stages declares', () => {
  it('follows a name through renamings to what was there first', () => {
    const declared = declaredInAll([
      { removed: ['A.gone'], renamed: [{ from: 'A.one', to: 'A.two' }] },
      { removed: [], renamed: [{ from: 'A.two', to: 'A.three' }] },
    ]);
    assert.deepEqual(declared, { removed: ['A.gone'], renamed: [{ from: 'A.one', to: 'A.three' }], explained: false });
  });

  it('takes what was renamed and then removed as removed under its first name', () => {
    const declared = declaredInAll([
      { removed: [], renamed: [{ from: 'A.one', to: 'A.two' }] },
      { removed: ['A.two'], renamed: [] },
    ]);
    assert.deepEqual(declared, { removed: ['A.one'], renamed: [], explained: false });
  });

  it('is the reason for everything only where it is in each stage', () => {
    const nothing = { removed: [], renamed: [] };
    const [known, unknown] = [
      { ...nothing, explained: true },
      { ...nothing, explained: false },
    ];
    assert.equal(declaredInAll([known, known]).explained, true);
    for (const stages of [
      [known, unknown],
      [unknown, known],
      [known, nothing],
    ])
      assert.equal(declaredInAll(stages).explained, false);
  });

  it('is the reason for everything where the proof of the statements holds', () => {
    const check = { id: 'statements', status: 'pass', detail: '' } as const;
    assert.equal(isExplained([{ ...check, id: 'syntax' }, check]), true);
    for (const checks of [[], [{ ...check, id: 'syntax' }], [{ ...check, status: 'skipped' as const }]])
      assert.equal(isExplained(checks), false);
  });
});
