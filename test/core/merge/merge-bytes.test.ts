import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mergeBytes } from '../../../src/core/merge/merge-bytes.js';

const labels = { ours: 'ours', base: 'base', theirs: 'theirs' };
const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const merge = (base: string, ours: string, theirs: string): string => {
  const result = mergeBytes({ base: bytes(base), ours: bytes(ours), theirs: bytes(theirs) }, labels);
  return Buffer.from(result.kind === 'clean' ? result.bytes : result.marked).toString('latin1');
};

/** Lines that differ from each other, with every kind of ending, any bytes, and often no ending at the end. */
const file = fc
  .tuple(
    fc.array(fc.tuple(fc.string({ unit: 'binary', maxLength: 6 }), fc.constantFrom('\n', '\r\n', '\r')), {
      minLength: 8,
      maxLength: 40,
    }),
    fc.boolean(),
  )
  .map(([lines, closed]) =>
    lines
      .map(([text, end], index) => `${index}:${text.replaceAll(/[\r\n]|[^\0-\xff]/gu, '~')}${end}`)
      .join('')
      .replace(closed ? /^$/u : /(?:\r\n|\r|\n)$/u, ''),
  );

describe('mergeBytes', () => {
  it('gives one side when the other did nothing', () => {
    fc.assert(
      fc.property(file, file, (base, side) => {
        assert.equal(merge(base, side, base), side);
        assert.equal(merge(base, base, side), side);
        assert.equal(merge(base, side, side), side);
      }),
    );
  });

  it('keeps an edit that stands apart from what is taken back, byte for byte', function () {
    this.timeout(60_000);
    const place = fc.tuple(file, fc.nat(), fc.nat(), fc.string({ maxLength: 5 }));
    fc.assert(
      fc.property(place, ([original, first, second, word]) => {
        const lines = original.match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/gu) ?? [];
        const [a, b] = [first % lines.length, second % lines.length];
        fc.pre(Math.abs(a - b) > 1);
        const change =
          (at: number, text: string) =>
          (line: string, index: number): string =>
            index === at ? `${text}${line}` : line;
        const edit = change(b, `edited ${word.replaceAll(/[\r\n]|[^\0-\xff]/gu, '')}`);
        const migrated = lines.map(change(a, 'migrated '));
        const expected = lines.map(edit).join('');
        assert.equal(merge(migrated.join(''), migrated.map(edit).join(''), original), expected);
      }),
      { numRuns: 10_000 },
    );
  });

  it('marks edits that touch what is taken back, and loses nothing of either side', () => {
    const result = mergeBytes(
      { base: bytes('a\nM\nc\n'), ours: bytes('a\nU\nc\n'), theirs: bytes('a\nO\nc\n') },
      labels,
    );
    assert.equal(result.kind, 'conflict');
    const expected = 'a\n<<<<<<< ours\nU\n||||||| base\nM\n=======\nO\n>>>>>>> theirs\nc\n';
    assert.equal(Buffer.from(result.marked).toString(), expected);
  });

  it('gives every marker a line of its own in the line ending of the file', () => {
    assert.equal(
      merge('a\r\nM', 'a\r\nU', 'a\r\nO'),
      'a\r\n<<<<<<< ours\r\nU\r\n||||||| base\r\nM\r\n=======\r\nO\r\n>>>>>>> theirs\r\n',
    );
  });

  it('marks what one side removed, and edits of several lines, without a line of its own making', () => {
    assert.equal(
      merge('a\nb\nc\nd\n', 'a\nd\n', 'a\nX\nY\nd\n'),
      'a\n<<<<<<< ours\n||||||| base\nb\nc\n=======\nX\nY\n>>>>>>> theirs\nd\n',
    );
  });

  it('takes a lone carriage return for the end of a line', () => {
    assert.equal(
      merge('a\rM\rc\r', 'a\rU\rc\r', 'a\rO\rc\r'),
      'a\r<<<<<<< ours\nU\r||||||| base\nM\r=======\nO\r>>>>>>> theirs\nc\r',
    );
  });

  it('merges into and out of an empty file', () => {
    assert.equal(merge('', '', ''), '');
    assert.equal(merge('', '', 'x'), 'x');
    assert.equal(merge('x', '', 'x'), '');
    assert.equal(merge('x', '', 'y'), '<<<<<<< ours\n||||||| base\nx\n=======\ny\n>>>>>>> theirs\n');
  });

  it('keeps a line that is longer than what is read at once', () => {
    const long = 'x'.repeat(100_000);
    assert.equal(merge(`a\n${long}`, `A\n${long}`, `a\n${long}`), `A\n${long}`);
  });

  it('calls edits to neighbouring lines a conflict', () => {
    const result = mergeBytes(
      { base: bytes('1\n2\n3\n4\n'), ours: bytes('1\nx\n3\n4\n'), theirs: bytes('1\n2\ny\n4\n') },
      labels,
    );
    assert.equal(result.kind, 'conflict');
  });

  it('merges a file of fifty thousand lines in a second', () => {
    const lines = Array.from({ length: 50_000 }, (_, index) => (index % 3 === 0 ? '\n' : `    line ${index}\n`));
    const original = lines.join('');
    const migrated = lines.map((line, index) => (index % 5000 === 1 ? `migrated\n${line}` : line));
    const ours = migrated.map((line, index) => (index % 5000 === 2501 ? `edited ${line}` : line)).join('');
    const started = performance.now();
    assert.equal(
      merge(migrated.join(''), ours, original),
      lines.map((line, index) => (index % 5000 === 2501 ? `edited ${line}` : line)).join(''),
    );
    assert.ok(performance.now() - started < 5000);
  });
});
