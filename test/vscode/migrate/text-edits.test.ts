import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lineEdits } from '../../../src/vscode/migrate/text-edits.js';
import type { LineEdit } from '../../../src/vscode/migrate/text-edits.js';

/** Applies edits as an editor does: all positions are those of the text before. */
function applied(text: string, edits: readonly LineEdit[]): string {
  const lines = text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/gu) ?? [];
  let result = '';
  let next = 0;
  for (const { startLine, endLine, newText } of edits) {
    assert.ok(startLine >= next, 'edits are in order and do not overlap');
    result += lines.slice(next, startLine).join('') + newText;
    next = endLine;
  }
  return result + lines.slice(next).join('');
}

const newline = fc.constantFrom('\n', '\r\n');
const document = newline.chain((end) =>
  fc
    .tuple(fc.array(fc.constantFrom('a', 'b', '', '    x = 1', 'é🙂')), fc.boolean())
    .map(([lines, final]) => lines.join(end) + (final && lines.length > 0 ? end : '')),
);

describe('line edits', () => {
  it('turn any text into any other', () => {
    fc.assert(fc.property(document, document, (before, after) => applied(before, lineEdits(before, after)) === after));
  });

  it('are none between equal texts', () => {
    fc.assert(fc.property(document, (text) => lineEdits(text, text).length === 0));
  });

  it('leave the lines alone that stay the same', () => {
    assert.deepEqual(lineEdits('a\nb\nc\nd\n', 'a\nB\nc\nd\ne\n'), [
      { startLine: 1, endLine: 2, newText: 'B\n' },
      { startLine: 4, endLine: 4, newText: 'e\n' },
    ]);
  });
});
