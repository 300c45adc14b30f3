import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lineHunks, type Hunk } from '../../../src/core/merge/line-hunks.js';

/** The textbook's table, against which the fast search is held. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  const row = new Array<number>(b.length + 1).fill(0);
  for (const line of a) {
    let diagonal = 0;
    for (const [index, other] of b.entries()) {
      const above = row[index + 1] ?? 0;
      row[index + 1] = line === other ? diagonal + 1 : Math.max(above, row[index] ?? 0);
      diagonal = above;
    }
  }
  return row[b.length] ?? 0;
}

function applied(before: readonly string[], after: readonly string[], hunks: readonly Hunk[]): readonly string[] {
  const result: string[] = [];
  let at = 0;
  for (const { start, end, newStart, newEnd } of hunks) {
    result.push(...before.slice(at, start), ...after.slice(newStart, newEnd));
    at = end;
  }
  return [...result, ...before.slice(at)];
}

const lines = (text: string): string[] => text.match(/./gu) ?? [];

describe('lineHunks', () => {
  it('finds nothing between two files that are the same', () => {
    assert.deepEqual(lineHunks([], []), []);
    assert.deepEqual(lineHunks(lines('abc'), lines('abc')), []);
  });

  for (const [before, after, expected] of [
    ['abc', 'aXc', [[1, 2, 1, 2]]],
    ['abc', 'abXc', [[2, 2, 2, 3]]],
    ['abc', 'ac', [[1, 2, 1, 1]]],
    ['abc', '', [[0, 3, 0, 0]]],
    ['', 'abc', [[0, 0, 0, 3]]],
    ['aa', 'aaa', [[2, 2, 2, 3]]],
    [
      'abcde',
      'XbcdY',
      [
        [0, 1, 0, 1],
        [4, 5, 4, 5],
      ],
    ],
    [
      'abcdef',
      'abXdeYf',
      [
        [2, 3, 2, 3],
        [5, 5, 5, 6],
      ],
    ],
  ] as const) {
    it(`says what was replaced to make "${after}" of "${before}"`, () => {
      const hunks = lineHunks(lines(before), lines(after));
      assert.deepEqual(
        hunks.map(({ start, end, newStart, newEnd }) => [start, end, newStart, newEnd]),
        expected,
      );
    });
  }

  it('always makes the one of the other, with as few lines as can be and a common line between any two hunks', () => {
    const file = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 });
    fc.assert(
      fc.property(file, file, (before, after) => {
        const hunks = lineHunks(before, after);
        assert.deepEqual(applied(before, after, hunks), after);
        const touched = hunks.reduce(
          (sum, { start, end, newStart, newEnd }) => sum + end - start + newEnd - newStart,
          0,
        );
        assert.equal(touched, before.length + after.length - 2 * longestCommon(before, after));
        for (const [index, { end, newEnd }] of hunks.entries()) {
          const next = hunks[index + 1];
          if (next !== undefined) assert.equal(next.start > end && next.start - end === next.newStart - newEnd, true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('searches up to three thousand edited lines, and then calls the whole middle different', () => {
    const different = (name: string, count: number): string[] => Array.from({ length: count }, (_, i) => `${name}${i}`);
    const before = [...different('a', 1500), 'common'];
    assert.equal(lineHunks([...before, ...different('x', 1)], ['common', ...different('b', 1499)]).length, 2);
    assert.deepEqual(lineHunks([...before, 'x', 'y'], ['common', ...different('b', 1499)]), [
      { start: 0, end: 1503, newStart: 0, newEnd: 1500 },
    ]);
  });

  it('parts what stayed at either end from a middle that is too different', () => {
    const [before, after] = ['a', 'b'].map((name) => Array.from({ length: 1501 }, (_, i) => `${name}${i}`));
    assert.deepEqual(lineHunks(['first', ...(before ?? []), 'last'], ['first', ...(after ?? []), 'second', 'last']), [
      { start: 1, end: 1502, newStart: 1, newEnd: 1503 },
    ]);
  });
});
