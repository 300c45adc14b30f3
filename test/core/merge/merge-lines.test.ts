import assert from 'node:assert/strict';
import { mergeLines } from '../../../src/core/merge/merge-lines.js';

const lines = (text: string): string[] => text.match(/./gu) ?? [];

/** Settled lines as they are, a conflict as `<ours|base|theirs>`; one letter is one line. */
function merged(base: string, ours: string, theirs: string): string {
  return mergeLines(lines(base), lines(ours), lines(theirs))
    .map((piece) =>
      piece.kind === 'settled'
        ? piece.lines.join('')
        : `<${[piece.ours, piece.base, piece.theirs].map((lines) => lines.join('')).join('|')}>`,
    )
    .join('');
}

describe('mergeLines', () => {
  for (const [base, ours, theirs, expected, what] of [
    ['abcde', 'abcde', 'abcde', 'abcde', 'nothing where nobody changed anything'],
    ['abcde', 'aXcde', 'abcde', 'aXcde', 'what one side changed'],
    ['abcde', 'abcde', 'abcYe', 'abcYe', 'what the other side changed'],
    ['abcde', 'aXcde', 'abcYe', 'aXcYe', 'both changes where a line lies between them'],
    ['abcde', 'abcYe', 'aXcde', 'aXcYe', 'both changes in the other order'],
    ['abcde', 'XXabcde', 'abcdeYY', 'XXabcdeYY', 'what was added at either end'],
    ['abcde', 'cde', 'abc', 'c', 'what was removed at either end'],
    ['abcdefg', 'aXXcdefg', 'abcdeg', 'aXXcdeg', 'changes that shift what comes after them'],
    ['abcdefg', 'acXefg', 'abcdefY', 'acXefY', 'two changes of one side before one of the other'],
    ['abcde', 'aXcde', 'aXcde', 'aXcde', 'the same change of both sides once'],
    ['abcde', 'aXcYe', 'aXcde', 'aXcYe', 'the same change once and a further one'],
    ['abc', 'aXbc', 'aXbc', 'aXbc', 'the same addition of both sides once'],
    ['abc', 'aXc', 'aYc', 'a<X|b|Y>c', 'a conflict where both changed a line'],
    ['abc', 'aXbc', 'aYbc', 'a<X||Y>bc', 'a conflict where both added at one place'],
    ['abc', 'aXYc', 'aXc', 'a<XY|b|X>c', 'a conflict where one went further than the other'],
    ['abcd', 'aXYd', 'aXZd', 'a<XY|bc|XZ>d', 'a conflict where both changed a line alike and the next one not'],
    ['abcd', 'aXcd', 'abYd', 'a<Xc|bc|bY>d', 'a conflict of changes that touch'],
    ['abcdef', 'aXef', 'abcYf', 'a<Xe|bcde|bcY>f', 'a conflict of changes that overlap'],
    ['abc', 'ac', 'aXc', 'a<|b|X>c', 'a conflict where one removed what the other changed'],
    ['abcdefg', 'aXcdeYg', 'aZcdefg', 'a<X|b|Z>cdeYg', 'a conflict and a change apart from it'],
    ['abcdefg', 'Xbcdefg', 'abcdZfg', 'XbcdZfg', 'changes far apart'],
    ['', 'X', '', 'X', 'what one side put into an empty file'],
    ['', 'X', 'Y', '<X||Y>', 'a conflict in an empty file'],
  ] as const) {
    it(`gives ${what} (${base}, ${ours}, ${theirs})`, () => assert.equal(merged(base, ours, theirs), expected));
  }
});
