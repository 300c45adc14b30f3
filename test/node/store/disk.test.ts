import assert from 'node:assert/strict';
import { errorCode, unless } from '../../../src/node/store/disk.js';
import { diskError } from '../../support/store/disk-error.js';

describe('the code of an error', () => {
  it('is what the disk says, and nothing where something else was thrown', () => {
    assert.equal(errorCode(diskError('EIO')), 'EIO');
    for (const other of [
      new Error('none'),
      Object.assign(new Error('a number'), { code: 5 }),
      { code: 'EIO' },
      'EIO',
    ]) {
      assert.equal(errorCode(other), undefined);
    }
    for (const nothing of [undefined, null]) assert.equal(errorCode(nothing), undefined);
  });

  it('tells what is passed over from what is not', async () => {
    const failing =
      (error: Error): (() => Promise<number>) =>
      () =>
        Promise.reject(error);
    assert.equal(await unless(['EIO'], () => Promise.resolve(1)), 1);
    assert.equal(await unless(['EIO'], failing(diskError('EIO'))), undefined);
    for (const error of [diskError('EACCES'), new TypeError('defect')]) {
      await assert.rejects(unless(['EIO'], failing(error)), error);
    }
  });
});
