import assert from 'node:assert/strict';
import { folderOfPath } from '../../../src/vscode/tools/folder-of-path.js';

const fleet = { name: 'fleet', root: '/home/me/fleet' };
const inner = { name: 'inner', root: '/home/me/fleet/inner' };
const other = { name: 'other', root: '/srv/other' };

describe('the folder that a tool is to work in', () => {
  const cases: readonly (readonly [
    string,
    readonly (typeof fleet)[],
    string | undefined,
    string,
    string | undefined,
  ])[] = [
    ['the only one', [fleet], undefined, 'fleet', undefined],
    ['the only one, for a relative path', [fleet], 'agents/a.py', 'fleet', 'agents/a.py'],
    ['the only one, though a folder in it has its name', [fleet], 'fleet/a.py', 'fleet', 'fleet/a.py'],
    ['the one that an absolute path is in', [fleet, other], '/srv/other/a.py', 'other', 'a.py'],
    ['the inner one of two', [fleet, inner], '/home/me/fleet/inner/a.py', 'inner', 'a.py'],
    ['the one that a path begins with', [fleet, other], 'other/agents/a.py', 'other', 'agents/a.py'],
    ['the one that is named itself', [fleet, other], 'other/', 'other', ''],
    ['found by a path with backslashes', [fleet, other], 'other\\a.py', 'other', 'a.py'],
  ];
  for (const [what, folders, written, name, path] of cases) {
    it(`is ${what}`, () => {
      const found = folderOfPath(folders, written);
      assert.deepEqual([found.folder.name, found.path], [name, path]);
    });
  }

  it('is asked for where several have the name that a path begins with', () => {
    const folders = [fleet, { name: 'fleet', root: '/srv/fleet' }];
    assert.throws(
      () => folderOfPath(folders, 'fleet/a.py'),
      /Several folders are called fleet.*: \/home\/me\/fleet, \/srv\/fleet\./,
    );
    assert.equal(folderOfPath(folders, '/srv/fleet/a.py').folder.root, '/srv/fleet');
  });

  it('is asked for where it could be any', () => {
    for (const written of [undefined, 'agents/a.py', 'fleetwood/a.py']) {
      assert.throws(() => folderOfPath([fleet, other], written), /begins with one of them: fleet, other/);
    }
    assert.throws(() => folderOfPath([], 'a.py'), /No folder is open/);
  });
});
