import assert from 'node:assert/strict';
import { loadPythonParser } from '../../../../src/languages/python/parser.js';
import { PythonModule } from '../../../../src/languages/python/rewrite/syntax/python-module.js';
import { contentOf, plainStringContent } from '../../../../src/languages/python/rewrite/syntax/strings.js';
import { SyntaxReader } from '../../../../src/languages/python/rewrite/syntax/syntax-reader.js';

/** What the strings of a text say: the value where the source is the value, and what stands between the quotes. */
async function read(text: string): Promise<readonly (readonly [string | undefined, string])[]> {
  const module = new PythonModule(new SyntaxReader(await loadPythonParser('dist')).read(text));
  return module
    .nodesOf('string')
    .map((node) => [plainStringContent(module, node), module.textOf(contentOf(module, node))] as const);
}

describe('the content of a string literal', () => {
  it('is its value when there is neither prefix nor escape', async () => {
    const literals = [`'socket'`, `"it's"`, `""`, `"""a "b" c"""`, `''''''`, `"{port}"`];
    const contents = ['socket', `it's`, '', 'a "b" c', '', '{port}'];
    assert.deepEqual(
      await read(literals.join('\n')),
      contents.map((content) => [content, content]),
    );
  });

  it('is not known to be its value behind a prefix or with an escape', async () => {
    assert.deepEqual(await read(String.raw`[b"a", Rb'b', u"""c""", r"\d", "tcp:\n"]`), [
      [undefined, 'a'],
      [undefined, 'b'],
      [undefined, 'c'],
      [undefined, String.raw`\d`],
      [undefined, String.raw`tcp:\n`],
    ]);
  });

  it('is no value when it has fields', async () => {
    assert.deepEqual(await read(`[f"tcp://*:{port}", rf'{name}', F"plain"]`), [
      [undefined, 'tcp://*:{port}'],
      [undefined, '{name}'],
      [undefined, 'plain'],
    ]);
  });
});
