import assert from 'node:assert/strict';
import { checkContents } from './check-contents.js';

const complete = [
  'package.json',
  'package.nls.json',
  'package.nls.de.json',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'dist/extension.js',
  'dist/workbench.js',
  'dist/cli.js',
  'dist/commands.js',
  'dist/tree-sitter-python.wasm',
  'media/icon.png',
  'media/example-fleet/agents/intent_agent.py',
  'media/parallel-test/run.py',
];

describe('the check of what is packaged', () => {
  it('is content with what ships', () => {
    assert.deepEqual(checkContents(complete), []);
  });

  for (const stranger of [
    'src/extension.ts',
    'dist/extension.js.map',
    'media/example-fleet/__pycache__/a.pyc',
    'media/parallel-test/parallel_harness/clock.pyc',
    '.env',
  ]) {
    it(`finds ${stranger}`, () => {
      assert.deepEqual(checkContents([...complete, stranger]), [
        { where: stranger, message: 'has no business in the package' },
      ]);
    });
  }

  it('finds that the README is missing', () => {
    const found = checkContents(complete.filter((file) => file !== 'README.md'));
    assert.deepEqual(found, [{ where: 'README.md', message: 'is missing from the package' }]);
  });
});
