import assert from 'node:assert/strict';
import fc from 'fast-check';
import { escapeMarkdown, inlineCode } from '../../src/vscode/markdown.js';

describe('text from sources inside Markdown', () => {
  it('cannot make a link, an image, markup, an icon or a table cell', () => {
    const hostile = '[click](command:x) ![i](http://a) <img src=x> $(trash) **b** | c `d`';
    assert.equal(
      escapeMarkdown(hostile).replaceAll(/\\[^\s\w]/gu, ''),
      'clickcommandx ihttp//a img src=x trash b  c d',
    );
  });

  it('stays on one line, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string(), (text) => !/[\r\n]/u.test(escapeMarkdown(text)) && !/[\r\n]/u.test(inlineCode(text))),
    );
  });

  it('is fenced by more backticks than it holds', () => {
    assert.equal(inlineCode('a `b` c'), '`` a `b` c ``');
    assert.equal(inlineCode('x = 1'), '`x = 1`');
    assert.equal(inlineCode('  '), '');
  });
});
