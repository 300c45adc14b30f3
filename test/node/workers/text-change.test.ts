import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyChange, changeBetween } from '../../../src/node/workers/text-change.js';

describe('a change of a text', () => {
  it('makes the new text of the one before, whatever they are', () => {
    const pieces = fc.array(fc.constantFrom('a', 'b', '\n', 'ä', '\u{1F600}', 'def run(self):\n'), { maxLength: 60 });
    fc.assert(
      fc.property(pieces, pieces, pieces, pieces, (head, removed, added, tail) => {
        const before = [...head, ...removed, ...tail].join('');
        const now = [...head, ...added, ...tail].join('');
        const change = changeBetween(before, now);
        assert.equal(applyChange(before, change), now);
        assert.ok(change.text.length <= added.join('').length);
      }),
    );
  });

  it('is what was typed', () => {
    const text = 'x = 1\n'.repeat(1000);
    const typed = `${text.slice(0, 1234)}"${text.slice(1234)}`;
    assert.deepEqual(changeBetween(text, typed), { start: 1234, end: 1234, text: '"' });
    assert.deepEqual(changeBetween(typed, text), { start: 1234, end: 1235, text: '' });
    assert.deepEqual(changeBetween(text, text), { start: text.length, end: text.length, text: '' });
  });
});
