import fc from 'fast-check';
import { collide, type TextEdit } from '../../../../src/core/rewrite/text-edit.js';

/** What shows whether a text that surrounds a definition may change how it is read. */
const inserted = fc.constantFrom(
  ...[
    'x',
    '\n',
    '\n\n',
    '# note\n',
    '        # note\n',
    '"""',
    "'",
    '(',
    ')',
    '[',
    '\\',
    '\\\n',
    ':',
    ';',
    '    ',
    '\t',
  ],
  ...[
    'if x:\n',
    'else:\n',
    '    else:\n',
    '@wrap\n',
    '    @wrap\n',
    'class Other:\n',
    'def f():\n',
    '\r',
    '\f',
    ' = {',
    'f"{',
  ],
);

/** Edits of a text that do not meet. */
export function arbitraryEdits(text: string, pieces: readonly string[] = []): fc.Arbitrary<readonly TextEdit[]> {
  const edit = fc
    .tuple(
      fc.nat(text.length),
      fc.oneof(fc.constant(0), fc.nat(8)),
      fc.oneof(fc.constant(''), inserted, ...(pieces.length > 0 ? [fc.constantFrom(...pieces)] : [])),
    )
    .map(([start, length, newText]) => ({ start, end: Math.min(start + length, text.length), newText }));
  const places = (one: TextEdit, other: TextEdit): boolean => collide(one, other) || one.start === other.start;
  return fc.uniqueArray(edit, { minLength: 1, maxLength: 4, comparator: places });
}
