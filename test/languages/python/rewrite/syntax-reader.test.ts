import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits } from '../../../../src/core/rewrite/text-edit.js';
import { loadPythonParser } from '../../../../src/languages/python/parser.js';
import { SyntaxReader, type ParsedText } from '../../../../src/languages/python/rewrite/syntax/syntax-reader.js';
import { arbitraryEdits } from '../support/edits-of-definitions.js';
import { pythonModule } from '../support/arbitrary-module.js';
import type { Node } from 'web-tree-sitter';

const classes = `import os

class Lamp:
    """Gives light."""

    # on or off
    def __init__(self):
        self.on = False
        # nothing more

    @property
    def state(self):
        match self.on:
            case True:
                return "on"
        return 'off'
      # neither here nor there

    async def turn(self, print, match=2): return print(match, type)

class Switch(Lamp): pass

def main():
    Lamp().turn(None)

main()
`;

const outline = ({ root, hasError }: ParsedText): readonly string[] => [
  String(hasError),
  ...root.walk().map(({ type, start, end, children }) => `${type} ${start}-${end} ${children.length}`),
];

/** The parser's own nodes, without keywords, operators and punctuation, and without what is in a string that has no fields. */
function namedNodes(node: Node): readonly string[] {
  const isPlain = node.type === 'string' && /^[bru]*["']/i.test(node.text);
  const children = isPlain ? [] : node.namedChildren;
  return [`${node.type} ${node.startIndex}-${node.endIndex} ${children.length}`, ...children.flatMap(namedNodes)];
}

describe('a text', () => {
  it('is read with every named node of the parser but the insides of plain strings', async () => {
    const parser = await loadPythonParser('dist');
    const reader = new SyntaxReader(parser);
    const edited = fc
      .oneof(fc.constant(classes), pythonModule)
      .chain((text) => arbitraryEdits(text).map((edits) => applyEdits(text, edits)));
    fc.assert(
      fc.property(edited, (text) => {
        const tree = parser.parse(text);
        assert.deepEqual(outline(reader.read(text)).slice(1), namedNodes(tree.rootNode));
        tree.delete();
      }),
      { numRuns: 30 },
    );
  });
});

describe('a text that edits have led to', () => {
  it('is read as it is without the text before', async () => {
    const reader = new SyntaxReader(await loadPythonParser('dist'));
    const module = fc.oneof(fc.constant(classes), pythonModule);
    const edited = module.chain((text) => fc.tuple(fc.constant(text), arbitraryEdits(text)));
    fc.assert(
      fc.property(edited, ([text, edits]) => {
        const after = applyEdits(text, edits);
        assert.deepEqual(outline(reader.readNext(reader.read(text), after, edits)), outline(reader.read(after)));
      }),
      { numRuns: 60 },
    );
  });

  it('is read anew where a decorator has come to stand above definitions that were left alone', async () => {
    const reader = new SyntaxReader(await loadPythonParser('dist'));
    for (const below of ['class Switch', '    @property', '    async def turn', 'def main']) {
      const start = classes.indexOf(below);
      const newText = `${/^ */.exec(below)?.[0] ?? ''}@wrap\n`;
      const edits = [{ start, end: start, newText }];
      const after = applyEdits(classes, edits);
      assert.deepEqual(outline(reader.readNext(reader.read(classes), after, edits)), outline(reader.read(after)));
    }
  });
});
