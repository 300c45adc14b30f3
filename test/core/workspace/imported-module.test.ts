import assert from 'node:assert/strict';
import { defaultConfig } from '../../../src/core/config/config.js';
import { importedModule } from '../../../src/core/workspace/imported-module.js';
import type { SourceFile } from '../../../src/core/workspace/source-file.js';
import { WorkspaceIndex } from '../../../src/core/workspace/workspace-index.js';
import { byPath, classFact, imported, sourceFile } from '../../support/facts.js';

const base = (path: string): SourceFile => sourceFile(path, { classes: [classFact('Base')] });

function moduleOf(file: SourceFile, others: readonly SourceFile[], sourceRoots: readonly string[] = []): string {
  const [found] = file.facts.classes;
  assert(found);
  const index = new WorkspaceIndex({ files: byPath(file, ...others), manifests: [], config: defaultConfig });
  return importedModule({ file, class: found }, index, sourceRoots);
}

describe('the module by which a class is imported', () => {
  it('is the one that most files import it by', () => {
    const by = (path: string, module: string): SourceFile => sourceFile(path, { imports: [imported(module, 'Base')] });
    const others = [by('a.py', 'core.base'), by('b.py', 'core.base'), by('core/c.py', 'base')];
    assert.equal(moduleOf(base('core/base.py'), others), 'core.base');
  });

  it('is counted from the workspace, a source root or src where nobody imports it', () => {
    assert.equal(moduleOf(base('core/base.py'), []), 'core.base');
    assert.equal(moduleOf(base('src/core/base.py'), []), 'core.base');
    assert.equal(moduleOf(base('lib/core/base.py'), [], ['lib']), 'core.base');
  });

  it('is counted from the folder of the outermost package, whose own name no import could say', () => {
    const packages = ['kit/core/__init__.py', 'kit/core/inner/__init__.py'].map((path) => sourceFile(`py/a-b/${path}`));
    assert.equal(moduleOf(base('py/a-b/kit/core/inner/base.py'), packages), 'core.inner.base');
    assert.equal(moduleOf(base('py/a-b/kit/core/__init__.py'), packages.slice(1)), 'core');
    assert.equal(moduleOf(base('core/base.py'), [sourceFile('core/__init__.py')]), 'core.base');
  });
});
