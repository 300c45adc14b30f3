import assert from 'node:assert/strict';
import fc from 'fast-check';
import { downSample } from '../../../src/core/history/down-sample.js';
import {
  decodeHeader,
  decodeSlots,
  encodeHeader,
  encodeSlot,
  headerBytes,
  layoutFor,
  slotCount,
  widened,
} from '../../../src/core/history/ring-layout.js';

describe('the ring of a day', () => {
  it('takes about two megabytes for a machine with two cards and a few agents', () => {
    const layout = layoutFor(Array.from({ length: 28 }, (_, i) => `series ${i}`));
    assert.equal(headerBytes + slotCount * layout.slotBytes, 2_228_224);
  });

  it('gives back what it was given, and gaps as gaps', () => {
    const series = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.float({ noNaN: true }));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 45 }), series, (atMs, values) => {
        const layout = layoutFor(['a', 'b', 'c']);
        const [frame] = decodeSlots(layout, encodeSlot(layout, { atMs, values }), 0, Number.MAX_SAFE_INTEGER);
        assert.deepEqual(Object.entries(frame?.values ?? {}).sort(), Object.entries(values).sort());
        assert.equal(frame?.atMs, atMs);
      }),
    );
  });

  it('knows the names of its columns again, in every script', () => {
    const layout = layoutFor([
      'agent:agents/größe.py:Größe:responseMs',
      'agent:代理.py:代理:answered',
      'agent:🤖.py:A:\\u0041',
    ]);
    assert.deepEqual(decodeHeader(encodeHeader(layout)), layout);
  });

  it('passes over a slot of which any byte is not what was written', () => {
    const layout = layoutFor(['a']);
    fc.assert(
      fc.property(fc.nat(layout.slotBytes - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const bytes = encodeSlot(layout, { atMs: 1e12, values: { a: 1 } });
        bytes[at] = (bytes[at] ?? 0) ^ change;
        assert.deepEqual(decodeSlots(layout, bytes, 0, Number.MAX_SAFE_INTEGER), []);
      }),
    );
    assert.deepEqual(decodeSlots(layout, new Uint8Array(4 * layout.slotBytes), 0, Number.MAX_SAFE_INTEGER), []);
  });

  it('believes only a whole header', () => {
    const layout = widened(layoutFor(['a']), ['b']);
    const header = encodeHeader(layout);
    assert.deepEqual(decodeHeader(header), layout);
    assert.equal(decodeHeader(header.subarray(0, 100)), undefined);
    header[20] = 0;
    assert.equal(decodeHeader(header), undefined);
  });

  it('comes down to pixels without losing a peak or filling a gap', () => {
    const frames = [1, 2, 9, 3].map((value, i) => ({ atMs: i * 10, values: { a: value } }));
    const pixels = downSample(frames, 'a', { fromMs: 0, toMs: 80 }, 4);
    assert.deepEqual(pixels, { low: [1, 3, null, null], high: [2, 9, null, null] });
  });
});
