import assert from 'node:assert/strict';
import { openPythonSource } from '../../../src/languages/python/open-source.js';
import { checkStructure } from '../../../src/languages/python/structure.js';

/** The first problem as `line: message`; empty for a valid module. */
function verdict(text: string): string {
  const [first] = checkStructure(openPythonSource(text));
  return first ? `${first.range.line}: ${first.message}` : '';
}

const valid = [
  'def f(a, /, b, *, c=1, **d): pass',
  'def f(*, a, b=2): pass',
  'async def f():\n    async with a as b, c:\n        async for d in e: await d\n    return [x async for x in y]',
  'with (open(a) as b, open(c) as d,):\n    pass',
  'with (a, b) as c, (d): pass',
  'with (yield): pass' /* only the shape is judged */,
  'match x:\n    case [1, -2.5, 3+4j, *rest] | {"a": A.B, **kw} if rest: pass\n    case Point(x=0, y=[_, "s"]) as p: pass\n    case (None | True): pass',
  'match = case = type = 1\nmatch(x)\nmatch[x] = case.y\ntype(x)',
  'type Alias[T: int, *Ts, **P] = list[T]\ndef f[T](x: T) -> T: return x\nclass A[T](B): pass',
  'try: pass\nexcept* (A, B) as e: pass\nelse: pass\nfinally: pass',
  'try:\n    pass\nexcept A, B:\n    pass',
  'x = lambda *a, b=1, **c: (yield)',
  'print(*a, sep="", **k)\nf(x for x in y)\nf(a)(b)[c].d',
  'x[1:2, ::3, *y] = a if b else c if d else lambda: e',
  'a = b = *c, d\n(a, [b, *c]) = d\na.b: int = 1\nx += yield_()\n(a): int',
  'for a, *b in c, d: pass\nelse: pass',
  '{**a, "b": c}\n{*a, b}\n{a: b for a, b in c}\n{(a := b)}',
  'assert a, b\ndel a.b, (c, d[0])\nraise A from b\nglobal_ = not a is not b not in c',
  'if (n := 10) > 5: pass\nwhile a := f(): pass',
  '@a.b(c)\n@d\nclass E(metaclass=F): x: int; y = 1',
  'f"{a!r:>{b}} {c = } {x:%H}" "d" rf"\\d{e}"',
  't"{a}" + f\'{b["c"]}\'',
  'import a.b as c, d\nfrom ... import e\nfrom .f.g import (h as i, j,)\nfrom k import *',
  'x = 1 if True else 2;',
  'class A:\n  def f(self): ...\n\n# a comment at the edge\n  x = 1\n',
  'if a:\n    pass\n\\\n\nb',
  '',
  '\f\nx = 1\n',
];

describe('checkStructure', () => {
  for (const text of valid) {
    it(`accepts ${JSON.stringify(text.slice(0, 60))}`, () => assert.equal(verdict(text), ''));
  }

  const broken: readonly (readonly [text: string, message: string])[] = [
    ['def f(:\n  pass', "1: '(' was never closed"],
    ['if a\n    b', "1: expected ':'"],
    ['if a:\nb', "2: expected an indented block after 'if' statement on line 1"],
    ['def f():\n\nx = 1', '3: expected an indented block after function definition on line 1'],
    ['a\n  b', '2: unexpected indent'],
    ['if a:\n    b\n  c', '3: unindent does not match any outer indentation level'],
    ['x = (1,\ny = 2', "1: '(' was never closed"],
    ['try:\n    a\nb', "3: expected 'except' or 'finally' block"],
    ['def f():\n    try:\n        a\nb', "2: expected 'except' or 'finally' block"],
    ['else:\n    a', '1: invalid syntax'],
    ['for x in y:\n    a\nexcept B:\n    c', '3: invalid syntax'],
    ['print "a"', "1: Missing parentheses in call to 'print'. Did you mean print(...)?"],
    ['try: a\nexcept A, e: b', '2: multiple exception types must be parenthesized'],
    ['f(a) = 1', "1: cannot assign to function call here. Maybe you meant '==' instead of '='?"],
    ['f(a=1, b)', '1: positional argument follows keyword argument'],
    ['f(x for x in y, 1)', '1: Generator expression must be parenthesized'],
    ['def f(a=1, b): pass', '1: non-default argument follows default argument'],
    ['x = ff"a"', '1: invalid syntax'],
    ['x = f"{}"', "1: f-string: valid expression required before '}'"],
    ['x = "a', '1: unterminated string literal (detected at line 1)'],
    ['x = """a\n', '1: unterminated triple-quoted string literal (detected at line 2)'],
    ['x = 0777', '1: leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers'],
    ['x = 1_', '1: invalid decimal literal'],
    ['x = "\\x1"', "1: (unicode error) 'unicodeescape' codec can't decode bytes: truncated \\xXX escape"],
    ['x = b"a" "b"', '1: cannot mix bytes and nonbytes literals'],
    ['@a\nx = 1', '2: invalid syntax'],
    ['if a: if b: c', '1: invalid syntax'],
    ['a = 1 2', '1: invalid syntax'],
    ['x = [1 2]', '1: invalid syntax. Perhaps you forgot a comma?'],
    ['; a', '1: invalid syntax'],
    ['async x = 1', '1: invalid syntax'],
    ['match x:\n    y', '2: invalid syntax'],
    ['<<<<<<< HEAD\na = 1\n=======\n', '1: merge conflict marker'],
    ['x = {"a" 1}', '1: invalid syntax. Perhaps you forgot a comma?'],
    ['x = {"a": 1, "b"}', "1: ':' expected after dictionary key"],
    ['from a import b,', '1: trailing comma not allowed without surrounding parentheses'],
    ['(*a)', '1: cannot use starred expression here'],
    ['a, b += 1', "1: 'tuple' is an illegal expression for augmented assignment"],
    ['del f()', '1: cannot delete function call'],
  ];
  for (const [text, message] of broken) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.equal(verdict(text), message));
  }

  it('survives nesting deeper than any stack', () => {
    const depth = 20_000;
    for (const text of [
      '('.repeat(depth),
      '['.repeat(depth) + ']'.repeat(depth),
      'f"{'.repeat(depth),
      '-'.repeat(depth),
      'not '.repeat(depth),
      'lambda: '.repeat(depth),
    ]) {
      assert.doesNotThrow(() => verdict(text));
    }
  });
});
