import assert from 'node:assert/strict';
import { folderTitle } from '../../src/vscode/folder-titles.js';

function titles(...folders: readonly (readonly [name: string, path: string])[]): readonly string[] {
  const all = folders.map(([name, path]) => ({ name, uri: { path } }));
  return all.map((one) => folderTitle(one, all));
}

describe('the title of a workspace folder', () => {
  it('is its name while no other folder has it', () => {
    assert.deepEqual(titles(['agents', '/home/me/agents'], ['tools', '/home/me/tools']), ['agents', 'tools']);
  });

  it('is as much of its path as tells it apart from others of its name', () => {
    assert.deepEqual(titles(['agents', '/w/site-a/agents'], ['agents', '/w/site-b/agents'], ['tools', '/w/tools']), [
      'site-a/agents',
      'site-b/agents',
      'tools',
    ]);
    assert.deepEqual(titles(['agents', '/a/site/agents'], ['agents', '/b/site/agents'], ['agents', '/b/lab/agents']), [
      'a/site/agents',
      'b/site/agents',
      'lab/agents',
    ]);
  });

  it('is all of a path with which another one ends', () => {
    assert.deepEqual(titles(['agents', '/agents'], ['agents', '/w/agents']), ['agents', 'w/agents']);
  });

  it('keeps a name that somebody has given it', () => {
    assert.deepEqual(titles(['Voice', '/w/one'], ['Voice', '/w/two']), ['Voice (one)', 'Voice (two)']);
  });
});
