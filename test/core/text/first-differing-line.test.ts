import assert from 'node:assert/strict';
import { firstDifferingLine } from '../../../src/core/text/first-differing-line.js';

describe('the first line in which two texts differ', () => {
  it('is numbered in the second of them', () => {
    assert.deepEqual(firstDifferingLine('a\nb\nc\n', 'a\nx\nc\n'), { line: 2, before: 'b', after: 'x' });
    assert.deepEqual(firstDifferingLine('a\n', 'a\nb\n'), { line: 2, before: '', after: 'b' });
  });

  it('is the last one where the second text ends too soon', () => {
    assert.deepEqual(firstDifferingLine('a\nb\nc', 'a'), { line: 1, before: 'b', after: '' });
  });

  it('is none where only the ends of lines differ', () => {
    assert.equal(firstDifferingLine('a\r\nb\r\n', 'a\nb\n'), undefined);
  });
});
