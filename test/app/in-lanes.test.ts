import assert from 'node:assert/strict';
import { inLanes } from '../../src/app/in-lanes.js';

/** Work that ends when it is told to. */
function openWork() {
  const open = new Map<number, { readonly end: (result: string) => void; readonly fail: (error: Error) => void }>();
  const work = (item: number): Promise<string> =>
    new Promise((end, fail) => {
      open.set(item, { end, fail });
    });
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return { open, work, settled };
}

describe('work in lanes', () => {
  it('is done for so many items at a time, and gives results in the order of the items', async () => {
    const { open, work, settled } = openWork();
    const results = inLanes([1, 2, 3], 2, work);
    assert.deepEqual([...open.keys()], [1, 2]);
    open.get(2)?.end('two');
    await settled();
    assert.deepEqual([...open.keys()], [1, 2, 3]);
    open.get(3)?.end('three');
    open.get(1)?.end('one');
    assert.deepEqual(await results, ['one', 'two', 'three']);
  });

  it('is not begun any more once some has failed', async () => {
    const { open, work, settled } = openWork();
    const results = inLanes([1, 2, 3, 4], 2, work);
    open.get(1)?.fail(new Error('cancelled'));
    await assert.rejects(results, /cancelled/);
    open.get(2)?.end('two');
    await settled();
    assert.deepEqual([...open.keys()], [1, 2]);
  });

  it('is none where there is nothing to do', async () => {
    assert.deepEqual(await inLanes([], 8, () => Promise.reject(new Error('never'))), []);
  });
});
