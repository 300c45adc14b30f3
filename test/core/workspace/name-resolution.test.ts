import assert from 'node:assert/strict';
import { NameResolver } from '../../../src/core/workspace/name-resolution.js';
import { PythonModules } from '../../../src/core/workspace/python-modules.js';
import type { SourceFile } from '../../../src/core/workspace/source-file.js';
import { at, byPath, classFact, imported, sourceFile } from '../../support/facts.js';

const base = sourceFile('common/core/base.py', { classes: [classFact('BaseAgent')] });

/** How `name` resolves in the first of the files: `path#Class`, or the kind of failure. */
function resolved(name: string, file: SourceFile, ...others: readonly SourceFile[]): string {
  const files = byPath(file, base, ...others);
  const found = new NameResolver(files, new PythonModules(files.keys(), [])).resolve(file, name);
  return found.kind === 'class' ? `${found.ref.file.path}#${found.ref.class.name}` : `${found.kind} ${found.name}`;
}

const there = 'common/core/base.py#BaseAgent';

describe('a name', () => {
  it('is followed through an import', () => {
    assert.equal(
      resolved('BaseAgent', sourceFile('a.py', { imports: [imported('common.core.base', 'BaseAgent')] })),
      there,
    );
  });

  it('is followed through an alias', () => {
    const alias = imported('common.core.base', 'BaseAgent', { local: 'Parent' });
    assert.equal(resolved('Parent', sourceFile('a.py', { imports: [alias] })), there);
  });

  it('is followed through a module and through a module alias', () => {
    assert.equal(
      resolved('common.core.base.BaseAgent', sourceFile('a.py', { imports: [imported('common.core.base')] })),
      there,
    );
    const alias = imported('common.core.base', undefined, { local: 'b' });
    assert.equal(resolved('b.BaseAgent', sourceFile('a.py', { imports: [alias] })), there);
    assert.equal(resolved('base.BaseAgent', sourceFile('a.py', { imports: [imported('common.core', 'base')] })), there);
  });

  it('is followed through relative imports of any depth', () => {
    assert.equal(
      resolved('BaseAgent', sourceFile('common/core/x.py', { imports: [imported('.base', 'BaseAgent')] })),
      there,
    );
    assert.equal(
      resolved('BaseAgent', sourceFile('common/agents/x.py', { imports: [imported('..core.base', 'BaseAgent')] })),
      there,
    );
    assert.equal(
      resolved('base.BaseAgent', sourceFile('common/core/x.py', { imports: [imported('.', 'base')] })),
      there,
    );
  });

  it('is followed through re-exports, stars and several hops', () => {
    const core = sourceFile('common/core/__init__.py', { imports: [imported('.base', 'BaseAgent')] });
    const common = sourceFile('common/__init__.py', { imports: [imported('.core', '*', { local: '*' })] });
    const file = sourceFile('a.py', { imports: [imported('common', 'BaseAgent')] });
    assert.equal(resolved('BaseAgent', file, core, common), there);
  });

  it('takes the import that exists where several are tried', () => {
    const tries = [imported('gone.base', 'BaseAgent'), imported('common.core.base', 'BaseAgent')];
    const file = sourceFile('a.py', { imports: tries.map((one) => ({ ...one, unconditional: false })) });
    assert.equal(resolved('BaseAgent', file), there);
  });

  it('takes the import before a stand-in class for when it fails', () => {
    const file = sourceFile('a.py', {
      imports: [imported('common.core.base', 'BaseAgent', { unconditional: false })],
      classes: [classFact('BaseAgent', { line: 5 })],
    });
    assert.equal(resolved('BaseAgent', file), there);
  });

  it('takes the class that replaces an import of its name', () => {
    const file = sourceFile('a.py', {
      imports: [imported('common.core.base', 'BaseAgent')],
      classes: [classFact('BaseAgent', { line: 20 })],
    });
    assert.equal(resolved('BaseAgent', file), 'a.py#BaseAgent');
  });

  it('is dangling when a module of the workspace does not exist or lacks it', () => {
    assert.equal(
      resolved('BaseAgent', sourceFile('common/x.py', { imports: [imported('common.old.base', 'BaseAgent')] })),
      'dangling common.old.base.BaseAgent',
    );
    assert.equal(
      resolved('Other', sourceFile('a.py', { imports: [imported('common.core.base', 'Other')] })),
      'dangling common.core.base.Other',
    );
  });

  it('is external when it comes from a library', () => {
    assert.equal(
      resolved('Thread', sourceFile('a.py', { imports: [imported('threading', 'Thread')] })),
      'external threading.Thread',
    );
  });

  it('is unbound when nothing says what it is, even if a class elsewhere has the name', () => {
    assert.equal(resolved('BaseAgent', sourceFile('a.py')), 'unbound BaseAgent');
  });

  it('ends on a circle of re-exports', () => {
    const one = sourceFile('one.py', { imports: [imported('two', 'X')] });
    const two = sourceFile('two.py', { imports: [imported('one', 'X')] });
    assert.equal(resolved('X', one, two).split(' ')[0], 'dangling');
  });

  it('finds modules beside a script and above it, as path hacks do', () => {
    const helper = sourceFile('service/lib/tools.py', { classes: [classFact('Tool')] });
    const file = sourceFile('service/agents/a.py', { imports: [imported('lib.tools', 'Tool', { range: at(3) })] });
    assert.equal(resolved('Tool', file, helper), 'service/lib/tools.py#Tool');
  });

  it('does not find modules below folders that are not on the way', () => {
    const copy = sourceFile('old/lib/tools.py', { classes: [classFact('Tool')] });
    const file = sourceFile('service/agents/a.py', { imports: [imported('lib.tools', 'Tool')] });
    assert.equal(resolved('Tool', file, copy), 'external lib.tools.Tool');
  });
});

describe('source roots', () => {
  it('come first, in their order', () => {
    const paths = ['lib/x.py', 'vendor/lib/x.py', 'src/lib/x.py'];
    assert.equal(new PythonModules(paths, []).find('lib.x', 'a.py'), 'lib/x.py');
    assert.equal(new PythonModules(paths, ['vendor', 'src']).find('lib.x', 'a.py'), 'vendor/lib/x.py');
    assert.equal(new PythonModules(paths.slice(1), []).find('lib.x', 'a.py'), 'src/lib/x.py');
  });
});
