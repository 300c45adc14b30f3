import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { checkGrammar } from '../../../../src/languages/python/grammar/grammar-check.js';
import { KnownShapes } from '../../../../src/languages/python/grammar/known-shapes.js';
import { openPythonSource } from '../../../../src/languages/python/open-source.js';

const flagship = readFileSync('media/example-fleet/agents/model_manager_agent.py', 'utf8').slice(0, 30_000);
const words = [...new Set(flagship.match(/\w+|[^\w\s]|\n +/gu))];

describe('KnownShapes', () => {
  const alike: readonly (readonly [valid: string, invalid: string])[] = [
    ['x = "a" "b"', 'x = "a" b"b"'],
    ['x = b"a" b"b"', 'x = rb"a" "b"'],
    ['x = "a"', 'x = "\\x1"'],
    ['x = f"{a}b"', 'x = f"{a}\\N{"'],
    ['try: pass\nexcept A, B: pass', 'try: pass\nexcept A, e: pass'],
    ['match x:\n    case a.b | c: pass', 'match x:\n    case a.b & c: pass'],
    ['match x:\n    case a: pass', 'match x:\n    b = a'],
    ['if a: b = c', 'if a: @c'],
    ['match = a', 'True = a'],
  ];
  for (const [valid, invalid] of alike) {
    it(`does not take ${JSON.stringify(invalid)} for ${JSON.stringify(valid)}`, () => {
      const shapes = new KnownShapes();
      assert.equal(checkGrammar(openPythonSource(valid), shapes).length, 0);
      assert.notEqual(problems(invalid, shapes), 0);
    });
  }

  it('changes no verdict, whatever was read before', () => {
    const shapes = new KnownShapes();
    checkGrammar(openPythonSource(flagship), shapes);
    fc.assert(
      fc.property(fc.nat(flagship.length), fc.nat(20), fc.constantFrom(...words), (at, length, word) => {
        const edited = flagship.slice(0, at) + word + flagship.slice(at + length);
        const source = openPythonSource(edited);
        assert.deepEqual(checkGrammar(source, shapes), checkGrammar(source, new KnownShapes()));
      }),
      { numRuns: 200 },
    );
  });
});

function problems(text: string, shapes: KnownShapes): number {
  const source = openPythonSource(text);
  return source.tokens.problems.length + checkGrammar(source, shapes).length;
}
