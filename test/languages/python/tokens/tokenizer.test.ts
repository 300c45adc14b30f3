import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lexicalMessage, lexicalProblems } from '../../../../src/languages/python/messages/lexical.js';
import { openPythonSource } from '../../../../src/languages/python/open-source.js';
import { CONFLICT_MARKER } from '../../../../src/languages/python/scanner/complaints.js';
import * as Kind from '../../../../src/languages/python/tokens/kinds.js';
import type { TokenTable } from '../../../../src/languages/python/tokens/token-table.js';
import { pythonLikeText } from '../support/arbitrary-python.js';

const kindNames = new Map<number, string>(
  Object.entries(Kind).flatMap(([name, value]) => (typeof value === 'number' ? [[value, name] as const] : [])),
);

const tokenize = (text: string): TokenTable => openPythonSource(text).tokens;

/** Tokens as `KIND text`, line ends and blocks by their kind alone. */
function tokensOf(text: string): string[] {
  const tokens = tokenize(text);
  return Array.from({ length: tokens.count }, (_, i) => {
    const source = text.slice(tokens.starts[i], tokens.ends[i]);
    return `${kindNames.get(tokens.kinds[i] ?? 0) ?? ''} ${source.trim()}`.trim();
  });
}

function problemsOf(text: string): string[] {
  const { tokens, scanned } = openPythonSource(text);
  return lexicalProblems(scanned.problems).map((problem) => lexicalMessage(problem, text, tokens));
}

describe('the tokens of a text', () => {
  it('reads the fields of an f-string as tokens, nested ones and format specifications too', () => {
    assert.deepEqual(tokensOf('f"a{b.c!r:>{d}}e"').slice(0, -2), [
      'FSTRING_START f"',
      'FSTRING_MIDDLE a',
      'LEFT_BRACE {',
      'NAME b',
      'DOT .',
      'NAME c',
      'BANG !',
      'NAME r',
      'COLON :',
      'FSTRING_MIDDLE >',
      'LEFT_BRACE {',
      'NAME d',
      'RIGHT_BRACE }',
      'RIGHT_BRACE }',
      'FSTRING_MIDDLE e',
      'FSTRING_END "',
    ]);
  });

  it('lets a field hold the quotes of its own f-string, as Python 3.12 does', () => {
    assert.deepEqual(problemsOf('f"{d["k"]} {f"{x}"}"\n'), []);
  });

  it('takes doubled braces, named characters and raw backslashes for text', () => {
    for (const text of [
      'f"{{x}}"',
      'f"\\N{DASH}{x}"',
      'rf"\\{x}"',
      "f'''\n{\nx\n}'''",
      'f"{x:%H:%M}"',
      'f"{x != y}"',
    ]) {
      assert.deepEqual(problemsOf(text), [], text);
    }
  });

  it('reads a broken f-string as one plain string and goes on behind it', () => {
    assert.deepEqual(problemsOf('a = f"{b"\nc = 1\n'), ["f-string: expecting '}'"]);
    assert(tokensOf('a = f"{b"\nc = 1\n').includes('NAME c'));
    assert.deepEqual(problemsOf('f"}"'), ["f-string: single '}' is not allowed"]);
  });

  it('gives up brackets at a keyword that only begins statements', () => {
    const text = 'x = f(1,\n    2\ndef g():\n    pass\n';
    assert.deepEqual(problemsOf(text), ["'(' was never closed"]);
    assert(tokensOf(text).includes('INDENT'), 'the block of g is seen');
  });

  it('knows yield from in brackets from an import that follows an unclosed one', () => {
    assert.deepEqual(problemsOf('x = (yield\n  from y)\n'), []);
    assert.deepEqual(problemsOf('from a import (b,\nfrom c import d\n'), ["'(' was never closed"]);
  });

  it('says which bracket a closing one does not match', () => {
    assert.deepEqual(problemsOf('x = [1)\n').slice(0, 1), [
      "closing parenthesis ')' does not match opening parenthesis '['",
    ]);
    assert.deepEqual(problemsOf('x = )\n'), ["unmatched ')'"]);
  });

  it('measures tabs as CPython does', () => {
    assert.deepEqual(problemsOf('if a:\n        b\n\tc\n'), ['inconsistent use of tabs and spaces in indentation']);
    assert.deepEqual(problemsOf('if a:\n\tb\n\tc\n'), []);
    assert.deepEqual(problemsOf('if a:\n        b\n    c\n'), ['unindent does not match any outer indentation level']);
  });

  it('ends lines at \\n, \\r\\n and \\r, and joins them at a backslash', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const tokens = tokensOf(['a = 1 + \\', '  2', 'b'].join(end));
      assert.deepEqual(tokens.filter((token) => token === 'NEWLINE').length, 2, JSON.stringify(end));
    }
  });

  it('reports what no token begins with, by its name', () => {
    assert.deepEqual(problemsOf('a\u00a0= 1\n'), ['invalid non-printable character U+00A0']);
    assert.deepEqual(problemsOf('a = “b”\n').slice(0, 1), ["invalid character '“' (U+201C)"]);
    assert.deepEqual(problemsOf('größe = 1; 𝔘 = 2\n'), []);
  });

  it('reports merge conflict markers where they stand', () => {
    const { scanned } = openPythonSource('a = 1\n<<<<<<< HEAD\nb = 1\n=======\nb = 2\n>>>>>>> other\n');
    const complaints = lexicalProblems(scanned.problems).map(({ complaint }) => complaint);
    assert.deepEqual(complaints, [CONFLICT_MARKER, CONFLICT_MARKER, CONFLICT_MARKER]);
  });

  it('keeps the place of every comment', () => {
    const text = '# one\nx = 1  # two\n';
    const { comments } = tokenize(text);
    const found = [0, 2].map((i) => text.slice(comments[i], comments[i + 1]));
    assert.deepEqual(found, ['# one', '# two']);
  });

  it('gives equal names equal ids, whatever else the text holds', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z_]{1,12}$/), { maxLength: 3000 }), (words) => {
        const text = words.map((word) => `x.${word}_`).join('\n');
        const tokens = tokenize(text);
        const ids = new Map<string, number>();
        for (let i = 0; i < tokens.count; i++) {
          if (tokens.kinds[i] !== Kind.NAME) continue;
          const id = tokens.ids[i] ?? 0;
          const name = text.slice(tokens.starts[i], tokens.ends[i]);
          assert.equal(ids.get(name) ?? id, id);
          assert.equal(tokens.names.find(name), id);
          ids.set(name, id);
        }
        assert.equal(new Set(ids.values()).size, ids.size);
      }),
      { numRuns: 20 },
    );
  });

  it('never fails, and leaves nothing but white space, comments, continuations and conflict markers between tokens', () => {
    fc.assert(
      fc.property(pythonLikeText, (text) => {
        const tokens = tokenize(text);
        let end = 0;
        for (let i = 0; i < tokens.count; i++) {
          const start = tokens.starts[i] ?? 0;
          if (tokens.kinds[i] === Kind.INDENT) continue;
          assert.match(
            text.slice(end, Math.max(start, end)),
            /^(?:[ \t\f\r\n]|#[^\r\n]*|\\|([<=>|])\1{6}(?!\S)[^\r\n]*)*$/,
          );
          end = Math.max(end, tokens.ends[i] ?? 0);
        }
        assert.equal(end, text.length);
      }),
      { numRuns: 1000 },
    );
  });
});
