import assert from 'node:assert/strict';
import fc from 'fast-check';
import { markup } from '../../../src/core/report/html/markup.js';

describe('the markup of a report', () => {
  it('never lets text become markup', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        assert.doesNotMatch(markup`${text}`.text, /[<>"']|&(?!#\d+;)/u);
      }),
    );
  });

  it('keeps markup that is put in, alone and in lists', () => {
    const items = ['a', '<b>'].map((one) => markup`<li>${one}</li>`);
    assert.equal(markup`<ul>${items}</ul>`.text, '<ul><li>a</li><li>&#60;b&#62;</li></ul>');
  });
});
