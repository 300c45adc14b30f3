import assert from 'node:assert/strict';
import { defaultConfig } from '../../../src/core/config/config.js';
import { ModuleSettings } from '../../../src/core/workspace/module-settings.js';
import type { SourceFile } from '../../../src/core/workspace/source-file.js';
import { TypeScriptModules } from '../../../src/core/workspace/typescript-modules.js';
import { WorkspaceIndex } from '../../../src/core/workspace/workspace-index.js';
import { readTypeScriptFacts } from '../../../src/languages/typescript/facts.js';

type Texts = Readonly<Record<string, string>>;

function indexOf(texts: Texts, settings: Texts = {}): WorkspaceIndex {
  const files = new Map(
    Object.entries(texts).map(([path, text]): [string, SourceFile] => [
      path,
      { path, sha256: '', sizeBytes: text.length, facts: readTypeScriptFacts(text, path) },
    ]),
  );
  const moduleSettings = Object.entries(settings).map(([path, text]) => ({ path, text }));
  return new WorkspaceIndex({ files, manifests: [], config: defaultConfig, moduleSettings });
}

/** What the first class of a file inherits. */
function standing(index: WorkspaceIndex, path: string): string {
  const file = index.files.get(path);
  const [fact] = file?.facts.classes ?? [];
  return file && fact ? index.ancestryOf({ file, class: fact }).standing.kind : 'no class';
}

const base =
  "import { EventEmitter } from 'node:events';\nexport class BaseAgent extends EventEmitter { cleanup() {} }\n";
const path = 'common/core/base-agent.ts';

describe('TypeScript modules', () => {
  it('finds relative specifiers as the compiler does', () => {
    const modules = new TypeScriptModules(['a/b.ts', 'a/c/index.tsx', 'a/d.mts', 'a/e.js'], new ModuleSettings([]));
    const find = (module: string): string | undefined => modules.find(module, 'a/x.ts');
    assert.deepEqual(['./b', './b.js', './c', './d.mjs', './e.js', '../a/b', './f', 'pg'].map(find), [
      ...['a/b.ts', 'a/b.ts', 'a/c/index.tsx', 'a/d.mts', 'a/e.js', 'a/b.ts', undefined, undefined],
    ]);
    assert(modules.isOwn('./f', 'a/x.ts') && !modules.isOwn('pg', 'a/x.ts'));
  });

  it('resolves a base through every form of import and export', () => {
    const forms: readonly Texts[] = [
      { 'a.ts': "import { BaseAgent as B } from './common/core/base-agent.js';\nclass A extends B<string> {}" },
      { 'a.ts': "import * as core from './common/core/base-agent';\nclass A extends core.BaseAgent {}" },
      { 'a.js': "const { BaseAgent } = require('./common/core/base-agent');\nclass A extends BaseAgent {}" },
      {
        'a.ts': "import { X } from './i';\nclass A extends X {}",
        'i.ts': "export { BaseAgent as X } from './common/core/base-agent';",
      },
      {
        'a.ts': "import { BaseAgent } from './i';\nclass A extends BaseAgent {}",
        'i/index.ts': "export * from '../common/core/base-agent';",
      },
      {
        'a.ts': "import B from './i';\nclass A extends B {}",
        'i.ts': "import { BaseAgent } from './common/core/base-agent';\nexport default BaseAgent;",
      },
      {
        'a.js': "const B = require('./i');\nclass A extends B {}",
        'i.js': "const { BaseAgent } = require('./common/core/base-agent');\nmodule.exports = BaseAgent;",
      },
      {
        'a.ts': "import { ns } from './i';\nclass A extends ns.BaseAgent {}",
        'i.ts': "export * as ns from './common/core/base-agent';",
      },
    ];
    for (const texts of forms) {
      const index = indexOf({ [path]: base, ...texts });
      assert.equal(standing(index, Object.keys(texts)[0] ?? ''), 'target', JSON.stringify(texts));
    }
  });

  it('takes no base from an import for types, and says which base is not there', () => {
    const typed = "import type { BaseAgent } from './common/core/base-agent';\nclass A extends BaseAgent {}";
    assert.equal(standing(indexOf({ [path]: base, 'a.ts': typed }), 'a.ts'), 'unresolved');
    const gone = "import { Base } from './gone';\nclass A extends Base {}";
    assert.equal(standing(indexOf({ [path]: base, 'a.ts': gone }), 'a.ts'), 'unresolved');
    const mixin = "import { Mix } from 'mix';\nclass A extends Mix(B) {}";
    assert.equal(standing(indexOf({ [path]: base, 'a.ts': mixin }), 'a.ts'), 'foreign');
  });

  it('leaves an emitter in place where the base is one too', () => {
    const own = "import { EventEmitter } from 'events';\nclass A extends EventEmitter { run() {} }";
    assert.equal(standing(indexOf({ [path]: base, 'a.ts': own }), 'a.ts'), 'none');
    const plain = 'export class BaseAgent { cleanup() {} }';
    assert.equal(standing(indexOf({ [path]: plain, 'a.ts': own }), 'a.ts'), 'foreign');
  });

  it('follows paths of a tsconfig, inherited and with comments, and packages of the workspace', () => {
    const aliased = "import { BaseAgent } from '@core/base-agent';\nclass A extends BaseAgent {}";
    const settings = {
      'tsconfig.base.json':
        '{ // the base\n "compilerOptions": { "baseUrl": ".", "paths": { "@core/*": ["common/core/*"], }, } }',
      'app/tsconfig.json': '{ "extends": "../tsconfig.base.json" }',
    };
    assert.equal(standing(indexOf({ [path]: base, 'app/a.ts': aliased }, settings), 'app/a.ts'), 'target');
    const packaged = "import { BaseAgent } from '@x/core';\nclass A extends BaseAgent {}";
    const files = { 'packages/core/src/index.ts': base, 'packages/app/a.ts': packaged };
    const manifest = {
      'packages/core/package.json': '{ "name": "@x/core", "exports": { ".": { "import": "./dist/index.js" } } }',
    };
    assert.equal(standing(indexOf(files, manifest), 'packages/app/a.ts'), 'target');
  });
});
