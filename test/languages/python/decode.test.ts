import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decode, encode, LARGEST_SOURCE_BYTES } from '../../../src/languages/python/decode.js';

const bytesOf = (text: string, encoding: BufferEncoding = 'utf8'): Uint8Array => Buffer.from(text, encoding);

function textOf(bytes: Uint8Array): string {
  const decoded = decode(bytes);
  assert(decoded.ok, decoded.ok ? '' : decoded.problem.message);
  return decoded.source.text;
}

function refusal(bytes: Uint8Array): { readonly code: string; readonly line: number } {
  const decoded = decode(bytes);
  assert(!decoded.ok);
  return { code: decoded.problem.code, line: decoded.problem.line };
}

describe('decode', () => {
  it('reads UTF-8 and keeps the byte order mark out of the text', () => {
    assert.equal(textOf(bytesOf('\uFEFFx = "ü"\n')), 'x = "ü"\n');
  });

  it('reads Latin-1 as one code unit per byte, unlike windows-1252', () => {
    assert.equal(textOf(bytesOf('# coding: latin-1\n"\x80"', 'latin1')), '# coding: latin-1\n"\x80"');
  });

  it('reads windows-1252 as Python does, without the bytes that Python does not define', () => {
    assert.equal(textOf(bytesOf('# coding: cp1252\n"\x80"', 'latin1')), '# coding: cp1252\n"€"');
    assert.deepEqual(refusal(bytesOf('# coding: cp1252\n"\x81"', 'latin1')), { code: 'encoding', line: 2 });
  });

  it('looks for the encoding in the first line, and in the second below a comment', () => {
    const cookie = '# -*- coding: latin-1 -*-\n"\xe9"';
    for (const head of ['', '#!/usr/bin/env python\n', '\n', '\f# x\n'])
      assert(decode(bytesOf(head + cookie, 'latin1')).ok);
    for (const head of ['x = 1\n', '#\n#\n']) assert.equal(refusal(bytesOf(head + cookie, 'latin1')).code, 'encoding');
  });

  it('takes the spellings of UTF-8 that CPython takes', () => {
    for (const name of ['utf-8', 'UTF8', 'utf_8', 'utf-8-unix', 'utf8']) {
      assert.equal(textOf(bytesOf(`# coding: ${name}\n'ü'`)).at(-2), 'ü', name);
    }
    assert.equal(refusal(bytesOf('\uFEFF# coding: utf8\n')).code, 'encoding');
  });

  it('refuses what Python refuses, with the line', () => {
    assert.deepEqual(refusal(Buffer.from([0x61, 0x0a, 0x61, 0xff])), { code: 'encoding', line: 2 });
    assert.deepEqual(refusal(bytesOf('a\n\0')), { code: 'encoding', line: 2 });
    assert.deepEqual(refusal(bytesOf('a', 'utf16le').fill(0xff, 0, 1)), { code: 'encoding', line: 1 });
    assert.deepEqual(refusal(Buffer.from([0xff, 0xfe, 0x61, 0x00])), { code: 'encoding', line: 1 });
    assert.deepEqual(refusal(bytesOf('# coding: no-such\nx')), { code: 'encoding', line: 1 });
    assert.deepEqual(refusal(bytesOf('# coding: ascii\n"é"')), { code: 'encoding', line: 2 });
  });

  it('refuses a file that is too large to be source', () => {
    assert.deepEqual(refusal(new Uint8Array(LARGEST_SOURCE_BYTES + 1)), { code: 'too-large', line: 1 });
  });

  it('finds the exact line of the first byte that is not UTF-8', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'ü', '\n', '€', '𝔘'), { maxLength: 200 }), (before) => {
        const head = bytesOf(before.join(''));
        const line = before.filter((one) => one === '\n').length + 1;
        assert.equal(refusal(Buffer.concat([head, Buffer.from([0xff]), bytesOf('\n\nb')])).line, line);
      }),
    );
  });

  it('gives the same bytes back, whatever it accepts', () => {
    const head = fc.constantFrom(
      '',
      '\uFEFF',
      '# coding: latin-1\n',
      '# coding: cp1252\r\n',
      '# coding: koi8-r\n',
      '# coding: ascii\n',
    );
    fc.assert(
      fc.property(head, fc.uint8Array({ maxLength: 300 }), fc.boolean(), (first, rest, isAscii) => {
        const bytes = Buffer.concat([bytesOf(first), isAscii ? rest.map((byte) => byte & 0x7f) : rest]);
        const decoded = decode(bytes);
        if (!decoded.ok) return;
        const { text, ...source } = decoded.source;
        assert.deepEqual(Buffer.from(encode(text, source) ?? []), bytes);
      }),
      { numRuns: 2000 },
    );
  });

  it('does not write what the encoding has no bytes for', () => {
    assert.equal(encode('€', { encoding: 'latin-1', hasByteOrderMark: false }), undefined);
    assert.equal(encode('\ud800', { encoding: 'utf-8', hasByteOrderMark: false }), undefined);
    assert.equal(encode('ü', { encoding: 'gbk', hasByteOrderMark: false }), undefined);
  });
});
