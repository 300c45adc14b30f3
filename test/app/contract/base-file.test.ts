import assert from 'node:assert/strict';
import { baseFile } from '../../../src/app/contract/base-file.js';
import { parseConfig } from '../../../src/core/config/config.js';
import type { BaseFile } from '../../../src/core/rewrite/outside-uses.js';
import type { SourceFile } from '../../../src/core/workspace/source-file.js';
import { WorkspaceIndex } from '../../../src/core/workspace/workspace-index.js';
import { readTypeScriptFacts } from '../../../src/languages/typescript/facts.js';

type Texts = Readonly<Record<string, string>>;

const base = 'packages/core/src/base-agent.ts';
const agent = 'packages/agents/src/lamp-agent.ts';
const packages: Texts = {
  'package.json': '{ "name": "fleet", "workspaces": ["packages/*"] }',
  'packages/core/package.json': '{ "name": "@fleet/core", "exports": "./dist/index.js" }',
  'packages/agents/package.json': '{ "name": "@fleet/agents" }',
};
const sources: Texts = {
  [base]: 'export class BaseAgent {}\n',
  'packages/core/src/index.ts': "export { BaseAgent } from './base-agent.js';\n",
  [agent]: 'export class LampAgent {}\n',
};
const imported = "import { BaseAgent } from '@fleet/core';\nexport class FeedAgent extends BaseAgent {}\n";

/** The base as a file of these sources sees it. */
function baseOf(texts: Texts, settings: Texts = packages, path = agent): BaseFile | undefined {
  const files = new Map(
    Object.entries(texts).map(([one, text]): [string, SourceFile] => [
      one,
      { path: one, sha256: '', sizeBytes: text.length, facts: readTypeScriptFacts(text, one) },
    ]),
  );
  const { config } = parseConfig(JSON.stringify({ contract: `${base}:BaseAgent` }), 'agent-migrator.json');
  const moduleSettings = Object.entries(settings).map(([one, text]) => ({ path: one, text }));
  const index = new WorkspaceIndex({ files, manifests: [], config, moduleSettings });
  const file = files.get(path);
  assert.ok(file);
  return baseFile(file, index).base;
}

describe('the base class as a file sees it', () => {
  it('belongs to a package that nobody in its own imports it from', () => {
    const other = { ...sources, 'packages/other/src/feed-agent.ts': imported };
    const settings = { ...packages, 'packages/other/package.json': '{ "name": "@fleet/other" }' };
    assert.deepEqual(baseOf(other, settings)?.package, { name: '@fleet/core' });
  });

  it('goes by the name under which another file of its package has it', () => {
    const found = baseOf({ ...sources, 'packages/agents/src/feed-agent.ts': imported });
    assert.deepEqual(found?.package, { name: '@fleet/core', specifier: '@fleet/core' });
    assert.deepEqual(found.importsBack, []);
  });

  it('is no other class of that name', () => {
    const own = "import { BaseAgent } from './own.js';\nexport class FeedAgent extends BaseAgent {}\n";
    const named = "import { BaseAgent } from 'elsewhere';\nexport class FeedAgent extends BaseAgent {}\n";
    for (const text of [
      own,
      named,
      imported.replace('BaseAgent }', 'BaseAgent as Base, topics }').replace('{ Base', '{ Top'),
    ]) {
      const found = baseOf({ ...sources, 'packages/agents/src/feed-agent.ts': text });
      assert.deepEqual(found?.package, { name: '@fleet/core' }, text);
    }
  });

  it('closes a circle where the entry of its package leads back', () => {
    const index = "export { BaseAgent } from './base-agent.js';\nexport * from '../../agents/src/lamp-agent.js';\n";
    const texts = { ...sources, 'packages/core/src/index.ts': index, 'packages/agents/src/feed-agent.ts': imported };
    assert.deepEqual(baseOf(texts)?.importsBack, ['packages/core/src/index.ts', agent]);
  });

  it('is reached by a path within a package, and where no package has a name', () => {
    const within = { ...sources, 'packages/core/src/lamp-agent.ts': 'export class LampAgent {}\n' };
    assert.equal(baseOf(within, packages, 'packages/core/src/lamp-agent.ts')?.package, undefined);
    assert.equal(baseOf(sources, { 'package.json': '{}' })?.package, undefined);
    assert.equal(baseOf(sources, { ...packages, 'packages/core/package.json': '{}' })?.package, undefined);
  });
});
