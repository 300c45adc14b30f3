import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lineBefore } from '../../../src/core/rewrite/line-before.js';
import { applyEdits } from '../../../src/core/rewrite/text-edit.js';
import { LineIndex } from '../../../src/core/text/line-index.js';

const numbered = (count: number): string => Array.from({ length: count }, (_, index) => `line ${index + 1}\n`).join('');

function edit(startLine: number, startColumn: number, endLine: number, newText: string) {
  return { startLine, startColumn, endLine, newText };
}

describe('the line before an edit', () => {
  it('is the same above every edit', () => {
    assert.equal(lineBefore([edit(5, 1, 6, '')], 4), 4);
  });

  it('moves with whole lines that were put in or taken out', () => {
    assert.equal(lineBefore([edit(3, 1, 3, 'new\nnew\n')], 5), 3);
    assert.equal(lineBefore([edit(3, 1, 3, 'new\nnew\n')], 9), 7);
    assert.equal(lineBefore([edit(3, 1, 5, '')], 3), 5);
    assert.equal(lineBefore([edit(3, 1, 5, '')], 4), 6);
  });

  it('is where a new line was written', () => {
    assert.equal(lineBefore([edit(3, 1, 3, 'new\nnew\n')], 4), 3);
    assert.equal(lineBefore([edit(3, 7, 3, '\nnew')], 4), 3);
  });

  it('is found for every line that edits left alone', () => {
    const change = fc.tuple(fc.nat(19), fc.nat(3), fc.nat(3));
    fc.assert(
      fc.property(fc.uniqueArray(change, { selector: ([line]) => Math.trunc(line / 4), maxLength: 5 }), (changes) => {
        const text = numbered(24);
        const index = new LineIndex(text);
        const edits = changes.map(([line, removed, added]) => {
          const start = text.indexOf(`line ${Math.trunc(line / 4) * 4 + 1}\n`);
          const end = removed === 0 ? start : text.indexOf(`line ${Math.trunc(line / 4) * 4 + 1 + removed}\n`);
          return { start, end, newText: 'new\n'.repeat(added) };
        });
        const places = edits.map((one) => {
          const { line: startLine, column: startColumn, endLine } = index.rangeOf(one);
          return { startLine, startColumn, endLine, newText: one.newText };
        });
        const lines = applyEdits(text, edits).split('\n');
        lines.forEach((words, at) => {
          const [, number] = /^line (\d+)$/u.exec(words) ?? [];
          if (number !== undefined) assert.equal(lineBefore(places, at + 1), Number(number));
        });
      }),
    );
  });
});
