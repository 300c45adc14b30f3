import assert from 'node:assert/strict';
import { defaultPythonContract } from '../../../../src/core/contract/default-profile.js';
import { loadPythonParser } from '../../../../src/languages/python/parser.js';
import { agentOf } from '../../../../src/languages/python/rewrite/agent-syntax.js';
import { methodsNamed } from '../../../../src/languages/python/rewrite/syntax/methods-named.js';
import { PythonModule } from '../../../../src/languages/python/rewrite/syntax/python-module.js';
import { SyntaxReader } from '../../../../src/languages/python/rewrite/syntax/syntax-reader.js';

const source = `class Lamp:
    def __init__(self):
        self.on = False  # at first
        register(self.on, other.register(1))

    def turn(self):
        self.on = not self.on

    def turn(self, on):
        (register)(on)
        registers["register"](on)
`;

async function read(text: string): Promise<PythonModule> {
  return new PythonModule(new SyntaxReader(await loadPythonParser('dist')).read(text));
}

describe('a module', () => {
  it('knows calls by the last name of what is called, in source order', async () => {
    const module = await read(source);
    const calls = module.callsNamed('register').map((node) => module.textOf(node));
    assert.deepEqual(calls, ['register(self.on, other.register(1))', 'other.register(1)']);
    assert.deepEqual(
      module.callsOf('register').map((node) => module.lineOf(node)),
      [4],
    );
    assert.deepEqual(module.callsNamed('on'), []);
  });

  it('makes each node of its tree once, whichever way it is asked for', async () => {
    const module = await read(source);
    for (const node of module.root.walk()) {
      for (const child of node.children) assert.equal(child.parent, node);
      assert.equal(module.nodesOf(node.type).filter((one) => one === node).length, 1);
      assert.deepEqual(
        node.parts,
        node.children.filter(({ type }) => type !== 'comment'),
      );
    }
  });
});

describe('an agent', () => {
  it('knows its methods by name, the one that stands last', async () => {
    const module = await read(source);
    const [lamp] = module.classes;
    assert.ok(lamp);
    assert.deepEqual(
      methodsNamed(lamp, 'turn').map(({ parameters }) => parameters.length),
      [0, 1],
    );
    assert.deepEqual(methodsNamed(lamp, 'missing'), []);
    assert.deepEqual(methodsNamed(lamp, undefined), []);
  });

  it('knows what a part of the text does with it', async () => {
    const module = await read(source);
    const [lamp] = module.classes;
    assert.ok(lamp);
    const { self, init } = agentOf(module, lamp, defaultPythonContract);
    const linesOf = (part: { start: number; end: number }): number[] =>
      self.within(part).map(({ node }) => module.lineOf(node));
    assert.deepEqual(linesOf(module.root), [3, 4, 7, 7]);
    assert.deepEqual(linesOf(init?.body ?? { start: 0, end: 0 }), [3, 4]);
    assert.deepEqual(linesOf({ start: 0, end: 10 }), []);
  });
});
