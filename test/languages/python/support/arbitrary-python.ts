import fc from 'fast-check';

/** Pieces that texts about Python are made of, valid and broken ones alike. */
const pieces = [
  ...[
    'def f(a, *b, c=1):',
    'class A(B):',
    'if x:',
    'else:',
    'try:',
    'except E as e:',
    'finally:',
    'while True:',
    'with a as b:',
  ],
  ...['\n', '\n', '\n', '\r\n', '\r', '    ', '        ', '\t', ' ', '\f', '\\\n', ';', '# comment', '#', '\\'],
  ...[
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '"',
    "'",
    '"""',
    "'''",
    'f"',
    "f'''",
    'rb"',
    '{x!r:>{w}}',
    '\\N{',
    ':=',
    '->',
    '...',
    '!',
  ],
  ...[
    'import a.b as c',
    'from . import x',
    'async',
    'await',
    'lambda x: ',
    'yield',
    'return',
    'match x:',
    'case [a, *_]:',
  ],
  ...[
    'torch.cuda.empty_cache()',
    'threading.Thread(target=self.run)',
    'x',
    '0x_f',
    '1_000',
    '1e5j',
    '0777',
    'größe',
    '“',
  ],
  ...['<<<<<<< HEAD\n', '=======\n', '=', '==', '+', '**', '@', ',', '.', ':', '\u00a0', '\u{1d518}', '\ud800', '\0'],
];

/** Texts that look like Python and seldom are. */
export const pythonLikeText: fc.Arbitrary<string> = fc
  .array(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...pieces) }, fc.string({ maxLength: 4 })), { maxLength: 60 })
  .map((parts) => parts.join(''));
