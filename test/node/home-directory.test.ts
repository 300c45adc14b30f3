import assert from 'node:assert/strict';
import path from 'node:path';
import { homeDirectory } from '../../src/node/home-directory.js';

describe('the home directory', () => {
  it('is the one that is set, and never the current folder when that is nothing', () => {
    assert.equal(homeDirectory({ HOME: '/home/somebody' }), '/home/somebody');
    for (const environment of [{}, { HOME: '' }]) assert(path.isAbsolute(homeDirectory(environment)));
  });
});
