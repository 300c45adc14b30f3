import { isAscii, isUtf8 } from 'node:buffer';
import type { ReasonCode } from '../../core/reason.js';
import { canonicalEncoding, decodeSingleByte, encodeSingleByte, isAsciiOnly, isAsciiSuperset } from './encodings.js';

/** Larger files are data, not something a person wrote: 5 MB. @internal */
export const LARGEST_SOURCE_BYTES = 5 * 1024 * 1024;

/** The text of a source file, without its byte order mark, and what leads back to the bytes. */
export interface DecodedSource {
  readonly text: string;
  /** Canonical name of the encoding, in lower case. */
  readonly encoding: string;
  readonly hasByteOrderMark: boolean;
}

export interface UndecodableSource {
  readonly code: Extract<ReasonCode, 'encoding' | 'too-large'>;
  readonly message: string;
  /** 1-based. */
  readonly line: number;
}

export type Decoded =
  { readonly ok: true; readonly source: DecodedSource } | { readonly ok: false; readonly problem: UndecodableSource };

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf] as const;
const BYTE_ORDER_MARK_LENGTH = BYTE_ORDER_MARK.length;
/** The two lines in which a cookie may stand are looked for in this many bytes. */
const LONGEST_HEAD_BYTES = 1024;

// PEP 263: one of the first two lines, the first blank or a comment if it is the second.
const cookie = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;
const blankOrComment = /^[ \t\f]*(?:#.*)?$/;
const hasLoneSurrogate = /\p{Surrogate}/u;

/**
 * Reads a Python source as CPython does: a byte order mark, else the PEP 263 cookie, else UTF-8. `encode` gives the same bytes back; a file
 * for which that is not so is refused, never read approximately.
 */
export function decode(bytes: Uint8Array): Decoded {
  if (bytes.length > LARGEST_SOURCE_BYTES) {
    const megabytes = LARGEST_SOURCE_BYTES / 1024 / 1024;
    return refuse('too-large', `The file is larger than ${megabytes} MB; move data out of the module.`, 1);
  }
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (utf16) return refuse('encoding', 'The file is UTF-16, which Python does not read; save it as UTF-8.', 1);
  const nul = bytes.indexOf(0);
  if (nul !== -1) return refuse('encoding', 'source code cannot contain null bytes', lineOf(bytes, nul));
  const hasByteOrderMark = BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte);
  const content = hasByteOrderMark ? bytes.subarray(BYTE_ORDER_MARK_LENGTH) : bytes;
  const declared = declaredEncoding(content);
  const encoding = declared === undefined ? 'utf-8' : canonicalEncoding(declared.name);
  // Beside the mark CPython takes no other spelling of the name.
  if (hasByteOrderMark && declared && !/^utf[-_]8(?:[-_]|$)/i.test(declared.name)) {
    return refuse('encoding', `encoding problem: ${declared.name} with BOM`, declared.line);
  }
  const text = decodeAs(content, encoding);
  if (text !== undefined) return { ok: true, source: { text, encoding, hasByteOrderMark } };
  return undecodable(content, encoding, declared);
}

/** What can be read of bytes that `decode` refuses: good for showing, never for writing back. */
export const decodeApproximately = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** The bytes of a text in the encoding of the source it came from; `undefined` when a character has no bytes there. */
export function encode(text: string, source: Omit<DecodedSource, 'text'>): Uint8Array | undefined {
  if (source.encoding === 'utf-8') {
    const bytes = Buffer.from(source.hasByteOrderMark ? `\uFEFF${text}` : text, 'utf8');
    return hasLoneSurrogate.test(text) ? undefined : bytes;
  }
  if (source.encoding === 'latin-1') return someCharacterAbove(text, 0xff) ? undefined : Buffer.from(text, 'latin1');
  if (!someCharacterAbove(text, 0x7f)) return Buffer.from(text, 'latin1');
  return encodeSingleByte(text, source.encoding);
}

function decodeAs(content: Uint8Array, encoding: string): string | undefined {
  const buffer = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (encoding === 'latin-1') return buffer.toString('latin1');
  if (isAscii(buffer)) return isAsciiSuperset(encoding) ? buffer.toString('latin1') : undefined;
  if (encoding === 'utf-8') return isUtf8(buffer) ? buffer.toString('utf8') : undefined;
  return decodeSingleByte(content, encoding);
}

interface DeclaredEncoding {
  readonly name: string;
  readonly line: number;
}

function declaredEncoding(content: Uint8Array): DeclaredEncoding | undefined {
  // A cookie says "coding": files without it in their first bytes, nearly all, need no closer look.
  const head = Buffer.from(content.buffer, content.byteOffset, Math.min(content.byteLength, LONGEST_HEAD_BYTES));
  if (!head.includes('coding')) return undefined;
  const [first = '', second = ''] = head.toString('latin1').split(/\r\n|\n|\r/, 2);
  const inFirst = cookie.exec(first)?.[1];
  if (inFirst !== undefined) return { name: inFirst, line: 1 };
  const inSecond = blankOrComment.test(first) ? cookie.exec(second)?.[1] : undefined;
  return inSecond === undefined ? undefined : { name: inSecond, line: 2 };
}

function undecodable(content: Uint8Array, encoding: string, declared: DeclaredEncoding | undefined): Decoded {
  if (declared !== undefined && !isAsciiSuperset(encoding)) {
    const message = `unknown encoding: ${declared.name}; save the file as UTF-8.`;
    return refuse('encoding', message, declared.line);
  }
  const offset = firstBadByte(content, encoding);
  const byte = (content[offset] ?? 0).toString(16).padStart(2, '0');
  if (isAsciiOnly(encoding)) {
    const message = `The file is ${declared?.name ?? encoding} with more than ASCII (byte 0x${byte}), which cannot be written back; save it as UTF-8.`;
    return refuse('encoding', message, lineOf(content, offset));
  }
  const message = `(unicode error) '${encoding}' codec can't decode byte 0x${byte} in position ${offset}`;
  return refuse('encoding', message, lineOf(content, offset));
}

function firstBadByte(content: Uint8Array, encoding: string): number {
  if (encoding !== 'utf-8')
    return Math.max(
      content.findIndex((byte) => byte > 0x7f),
      0,
    );
  let good = 0;
  let bad = content.length;
  // A prefix that is cut inside a character is repaired by at most three bytes more.
  const isGood = (end: number): boolean => [0, 1, 2, 3].some((more) => isUtf8(content.subarray(0, end + more)));
  while (bad - good > 1) {
    const middle = (good + bad) >>> 1;
    if (isGood(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

function lineOf(bytes: Uint8Array, offset: number): number {
  let line = 1;
  for (let i = 0; i < offset; i++) if (bytes[i] === 10 || (bytes[i] === 13 && bytes[i + 1] !== 10)) line++;
  return line;
}

function someCharacterAbove(text: string, highest: number): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > highest) return true;
  return false;
}

const refuse = (code: UndecodableSource['code'], message: string, line: number): Decoded => ({
  ok: false,
  problem: { code, message, line },
});
