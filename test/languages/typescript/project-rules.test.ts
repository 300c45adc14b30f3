import assert from 'node:assert/strict';
import path from 'node:path';
import { projectRules, projectSettings } from '../../../src/languages/typescript/project/project-settings.js';
import { projectDisk } from '../../../src/node/workers/typescript-disk.js';

const root = '/workspace';

/** Whether a file can have the base by `require`, in a workspace with these packages: their `type` by folder. */
function isOutOfReach(file: string, basePath: string | undefined, packages: Readonly<Record<string, string>>): boolean {
  const readFile = (one: string): string | undefined => {
    const type = packages[path.posix.relative(root, path.posix.dirname(one))];
    return path.posix.basename(one) === 'package.json' && type !== undefined ? JSON.stringify({ type }) : undefined;
  };
  const disk = { ...projectDisk(root), readFile, fileExists: () => false };
  return projectRules(disk, { path: file, basePath }, projectSettings(disk, file)).isBaseOutOfReach;
}

describe('what a project asks of new code', () => {
  it('keeps a base that is an ES module from files that Node runs as CommonJS', () => {
    const module = { '': 'module' };
    assert.equal(isOutOfReach('agents/a.cjs', 'common/base.ts', module), true);
    assert.equal(isOutOfReach('agents/a.js', 'common/base.mjs', {}), true);
    assert.equal(isOutOfReach('old/a.js', 'common/base.js', { ...module, old: 'commonjs' }), true);
  });

  it('keeps no other base from any file', () => {
    const module = { '': 'module' };
    assert.equal(isOutOfReach('agents/a.js', 'common/base.ts', module), false, 'both are ES modules');
    assert.equal(isOutOfReach('agents/a.cjs', 'common/base.cjs', module), false, 'both are CommonJS');
    assert.equal(isOutOfReach('agents/a.cjs', 'common/base.ts', {}), false, 'no package says anything');
    assert.equal(isOutOfReach('agents/a.mjs', 'common/base.mjs', {}), false);
    assert.equal(isOutOfReach('agents/a.cjs', undefined, module), false, 'the base stands elsewhere');
  });
});
