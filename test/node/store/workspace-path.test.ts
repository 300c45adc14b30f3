import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { nodeDisk } from '../../../src/node/store/node-disk.js';
import { locate } from '../../../src/node/store/workspace-path.js';
import { onPlatform } from '../../support/on-platform.js';

describe('locate', () => {
  let base: string;
  let root: string;

  beforeEach(async () => {
    base = await realpath(await mkdtemp(path.join(os.tmpdir(), 'agent-migrator-path-')));
    root = path.join(base, 'workspace');
    for (const folder of ['workspace/sub/inner', 'workspace/.git', 'workspace-2']) {
      await mkdir(path.join(base, folder), { recursive: true });
    }
    await writeFile(path.join(root, 'a.py'), 'a');
    await writeFile(path.join(base, 'workspace-2/b.py'), 'b');
  });
  afterEach(() => rm(base, { recursive: true, force: true }));

  /** Where it is, from the workspace, or why not. */
  const found = async (name: string): Promise<string> => {
    const location = await locate(nodeDisk, root, name);
    if (location.kind === 'refused') return location.reason.message;
    return `${location.kind} ${path.relative(root, location.path)}`;
  };
  const link = (to: string, name: string) => symlink(to, path.join(root, name));

  it('finds files, and the places where there is none', async () => {
    assert.equal(await found('a.py'), 'file a.py');
    assert.equal(await found('sub/b.py'), 'absent sub/b.py');
    assert.equal(await found('gone/far/b.py'), 'absent gone/far/b.py');
    assert.equal(await found('sub/gone/b.py'), 'absent sub/gone/b.py');
    assert.equal(await found('..a.py'), 'absent ..a.py');
  });

  it('finds a place in a folder that comes back while it is looked for', async () => {
    let looks = 0;
    const disk = { ...nodeDisk, realPath: async (at: string) => (looks++ === 0 ? undefined : nodeDisk.realPath(at)) };
    const place = { kind: 'absent', path: path.join(root, 'sub/inner/b.py') };
    assert.deepEqual(await locate(disk, root, 'sub/inner/b.py'), place);
  });

  for (const [name, problem] of [
    ['', 'it is no path'],
    ['a\0.py', 'it is no path'],
    ['sub\\a.py', 'it is written for another system'],
    ['C:a.py', 'it is written for another system'],
    ['z:/a.py', 'it is written for another system'],
    ['/a.py', 'it is absolute'],
    ['sub//a.py', 'it does not name a file directly'],
    ['./a.py', 'it does not name a file directly'],
    ['sub/../a.py', 'it does not name a file directly'],
    ['.git/config', '.git is not touched'],
    ['sub/.HG/x', '.HG is not touched'],
    ['.svn/x', '.svn is not touched'],
    ['.agent-migrator/journal.jsonl', '.agent-migrator is not touched'],
  ] as const) {
    it(`takes ${JSON.stringify(name)} for no file of the workspace`, async () => {
      assert.equal(await found(name), `"${name}" is not a file of the workspace: ${problem}.`);
    });
  }

  it('takes a name with a colon in it for what it is', async () => {
    assert.equal(await found('ab:c.py'), 'absent ab:c.py');
  });

  it('takes no name on Windows that means another file there, or none', async () => {
    for (const name of [
      'a.py.',
      'a.py ',
      'sub./b.py',
      'sub /b.py',
      'a<.py',
      'a>.py',
      'ab:.py',
      'a".py',
      'a|.py',
      'a?.py',
      'a*.py',
    ]) {
      assert.equal(await found(name), `absent ${name}`, name);
      const said = `"${name}" is not a file of the workspace: Windows cannot hold it.`;
      assert.equal(await onPlatform('win32', () => found(name)), said, name);
    }
    assert.equal(await onPlatform('win32', () => found('a.py')), 'file a.py');
    assert.equal(await onPlatform('win32', () => found('.a b.py')), 'absent .a b.py');
  });

  it('follows links that stay inside, one after the other, also to a file that is gone', async () => {
    await link('a.py', 'one.py');
    await link('../one.py', 'sub/two.py');
    await link('sub', 'folder');
    await link('gone.py', 'sub/three.py');
    await link('sub/three.py', 'four.py');
    assert.equal(await found('folder/two.py'), 'file a.py');
    assert.equal(await found('four.py'), 'absent sub/gone.py');
  });

  it('refuses links that lead out, to what is not touched, or to nothing', async () => {
    await link('../workspace-2/b.py', 'out.py');
    await link('../workspace-2', 'out');
    await link('../workspace-2/gone.py', 'gone.py');
    await link('..', 'up');
    await link('.git/config', 'git.py');
    await link('no/folder.py', 'nothing.py');
    await link('sub', 'folder.py');
    const through = (name: string) => `${name} is reached through a link that leaves the workspace.`;
    const notSource = (name: string, to: string) =>
      `${name} is a link to ${path.join(base, to)}, which is no source file of the workspace.`;
    assert.equal(await found('out.py'), notSource('out.py', 'workspace-2/b.py'));
    assert.equal(await found('gone.py'), notSource('gone.py', 'workspace-2/gone.py'));
    assert.equal(await found('git.py'), notSource('git.py', 'workspace/.git/config'));
    for (const name of ['out/b.py', 'out/gone/b.py', 'up/b.py']) assert.equal(await found(name), through(name));
    assert.equal(await found('nothing.py'), 'nothing.py is a link to nothing.');
    assert.equal(await found('folder.py'), 'folder.py is not a regular file.');
    assert.equal(await found('sub'), 'sub is not a regular file.');
  });

  it('follows forty links to a file that is gone, and none of a circle', async () => {
    for (let hop = 0; hop < 42; hop++) await link(`link${hop + 1}.py`, `link${hop}.py`);
    assert.equal(await found('link3.py'), 'absent link42.py');
    assert.equal(await found('link2.py'), 'link2.py is a link to nothing.');
    await link('b.py', 'b.py');
    assert.equal(await found('b.py'), 'b.py is a link to nothing.');
  });

  it('says what stands in the way to a folder that is gone', async () => {
    await link('nowhere', 'sub/dangling');
    await link('inner', 'sub/in');
    assert.equal(await found('a.py/far/b.py'), 'a.py is no folder, so a.py/far/b.py has no place.');
    assert.equal(
      await found('sub/dangling/far/b.py'),
      'sub/dangling is no folder, so sub/dangling/far/b.py has no place.',
    );
    assert.equal(await found('sub/in/far/b.py'), 'absent sub/inner/far/b.py');
  });
});
