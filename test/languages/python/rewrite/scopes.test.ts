import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits } from '../../../../src/core/rewrite/text-edit.js';
import { loadPythonParser } from '../../../../src/languages/python/parser.js';
import { proveNames } from '../../../../src/languages/python/rewrite/proofs/unbound-names.js';
import type { ProofInput } from '../../../../src/languages/python/rewrite/proofs/proof.js';
import { PythonModule } from '../../../../src/languages/python/rewrite/syntax/python-module.js';
import { SyntaxReader } from '../../../../src/languages/python/rewrite/syntax/syntax-reader.js';
import { arbitraryEdits } from '../support/edits-of-definitions.js';
import { pythonModule } from '../support/arbitrary-module.js';

const lamps = `import os, sys
from time import time as now

LEVEL = 3

class Lamp:
    level = LEVEL

    def __init__(self, level=level, log=lambda text: print(os.name, text)):
        global last
        self.level, last = level, [sys for sys in log.all if sys]

    def shine(self, *, until: now = None):
        def flicker(times):
            nonlocal until
            until = [now() for _ in range(times) if (more := times)]
            return lambda: more + LEVEL
        return flicker(sys.argv)

async def main(lamp: Lamp):
    async with lamp as one:
        del one, now
    return last, unknown, os.path.join(*sys.path)
`;

const texts = fc.oneof(fc.constant(lamps), pythonModule);
const pieces = ['sys', 'os', 'now', 'LEVEL', 'lamp', 'global sys\n', 'import os\n', 'def f(sys): pass\n', 'x = sys\n'];

describe('the scopes of a module', () => {
  it('are the same whichever of them is asked for first', async () => {
    const reader = new SyntaxReader(await loadPythonParser('dist'));
    const places = fc.array(fc.nat(), { maxLength: 5 });
    fc.assert(
      fc.property(texts, places, (text, asked) => {
        const [whole, parts] = [reader.read(text), reader.read(text)].map((parsed) => new PythonModule(parsed));
        assert.ok(whole && parts);
        whole.scopes.all();
        const nodes = parts.root.walk();
        const all = whole.root.walk();
        for (const number of [...asked, ...nodes.keys()]) {
          const [node, same] = [nodes[number % nodes.length], all[number % nodes.length]];
          assert.ok(node && same);
          assert.deepEqual(outline(parts.scopeOf(node)), outline(whole.scopeOf(same)));
          assert.deepEqual(outline(parts.scopeAround(node)), outline(whole.scopeAround(same)));
        }
        assert.deepEqual([...parts.unboundNames.keys()], [...whole.unboundNames.keys()]);
      }),
      { numRuns: 40 },
    );
  });

  it('know the places that read a name of the module', async () => {
    const module = new PythonModule(new SyntaxReader(await loadPythonParser('dist')).read(lamps));
    const lines = (name: string): readonly number[] => [...module.readsOf(name)].map((node) => module.lineOf(node));
    assert.deepEqual(
      ['os', 'sys', 'now', 'LEVEL', 'last', 'level'].map((name) => lines(name)),
      [[9, 23], [18, 23], [13, 16], [7, 17], [23], []],
    );
  });
});

describe('the proof that no name has become unbound', () => {
  it('says the same whether it knows which functions no edit met or not', async () => {
    const reader = new SyntaxReader(await loadPythonParser('dist'));
    const edited = texts.chain((text) => fc.tuple(fc.constant(text), arbitraryEdits(text, pieces)));
    fc.assert(
      fc.property(edited, ([text, edits]) => {
        const before = reader.read(text);
        const after = applyEdits(text, edits);
        const [known, unknown] = [reader.readNext(before, after, edits), reader.read(after)].map((parsed) =>
          proveNames({ before: new PythonModule(before), after: new PythonModule(parsed) } as ProofInput),
        );
        assert.deepEqual(known, unknown);
      }),
      { numRuns: 200 },
    );
  });
});

function outline(scope: ReturnType<PythonModule['scopeOf']>): unknown {
  if (!scope) return undefined;
  const spans = (places: typeof scope.bindings): readonly string[] =>
    [...places].map(([name, nodes]) => `${name} ${nodes.map(({ start, end }) => `${start}-${end}`).join(' ')}`);
  const { kind, node, bindings, loads, inner } = scope;
  return [kind, node.start, spans(bindings), spans(loads), inner.length];
}
