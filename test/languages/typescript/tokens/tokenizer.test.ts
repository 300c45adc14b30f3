import assert from 'node:assert/strict';
import fc from 'fast-check';
import { NameTable } from '../../../../src/languages/names.js';
import { TokenBuffer } from '../../../../src/languages/typescript/tokens/token-buffer.js';
import { tokenize } from '../../../../src/languages/typescript/tokens/tokenizer.js';
import { vocabulary } from '../../../../src/languages/typescript/vocabulary.js';

const buffer = new TokenBuffer(new NameTable(vocabulary));

function read(text: string, jsx = false): TokenBuffer {
  tokenize(text, { jsx, types: true }, buffer);
  return buffer;
}

const textsOf = (text: string, jsx = false): string[] => {
  const { count, starts, ends } = read(text, jsx);
  return Array.from({ length: count }, (_, token) => text.slice(starts[token], ends[token]));
};

const problemsOf = (text: string, jsx = false): string[] =>
  read(text, jsx).problems.map(({ start, message }) => `${start}: ${message}`);

describe('the TypeScript tokenizer', () => {
  it('tells a regular expression from a division', () => {
    assert.deepEqual(textsOf('a / b / c'), ['a', '/', 'b', '/', 'c']);
    assert.deepEqual(textsOf('return /[/"]/g.test(x)').slice(0, 3), ['return', '/[/"]/g', '.']);
    assert.deepEqual(textsOf('if (a) /b/.test(c)')[4], '/b/');
    assert.deepEqual(textsOf('f(a) / 2 / 1')[4], '/');
    assert.deepEqual(textsOf('x = { a: 1 } / 2')[7], '/');
    assert.deepEqual(textsOf('a! / b / 1')[2], '/');
  });

  it('reads templates with what stands in them, however deep', () => {
    assert.deepEqual(textsOf('`a ${b + `c ${d}`} e`'), ['`a ${', 'b', '+', '`c ${', 'd', '}`', '} e`']);
    assert.deepEqual(problemsOf('`a ${ { b: 1 } } c`'), []);
  });

  it('reads elements only where the file may hold them', () => {
    const text = 'x = <A b="{" c={d}>it\'s {e} <F/></A>;';
    assert.deepEqual(problemsOf(text, true), []);
    assert.equal(textsOf(text, true).at(-1), ';');
    assert.deepEqual(problemsOf('const f = <T,>(a: T) => a;', true), []);
    assert.deepEqual(problemsOf('const x = <any>y; a < b; c > d'), []);
  });

  it('says what is wrong with a text and goes on behind it', () => {
    assert.deepEqual(problemsOf("x = 'a\ny = 1"), ['4: The string is never closed']);
    assert.deepEqual(problemsOf('function f() {\n  a(1;\n}\n'), ["18: '(' is never closed"]);
    assert.deepEqual(problemsOf('f(); }'), ["5: '}' closes nothing"]);
    assert.deepEqual(problemsOf('`a'), ['0: The template literal is never closed']);
    assert.deepEqual(problemsOf('a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> x\n').length, 3);
  });

  it('never fails, and its tokens and comments lie in the text one behind the other', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '(',
      ')',
      '`',
      '${',
      '/',
      '<',
      '>',
      '</a>',
      '"',
      "'",
      '\\',
      '\n',
      'a',
      '#!',
      '//',
      '/*',
      '=>',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.boolean(), (pieces, jsx) => {
        const text = pieces.join('');
        const { count, starts, ends } = read(text, jsx);
        let last = 0;
        for (let token = 0; token < count; token++) {
          assert((starts[token] ?? -1) >= last && (ends[token] ?? -1) <= text.length);
          last = ends[token] ?? 0;
        }
      }),
    );
  });
});
