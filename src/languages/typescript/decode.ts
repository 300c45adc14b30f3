import { isUtf8 } from 'node:buffer';

const MARK = '\uFEFF';

export interface DecodedTypeScript {
  /** Without the byte order mark. */
  readonly text: string;
  /** The bytes start with a byte order mark. */
  readonly hasMark: boolean;
}

/** `undefined` for bytes that are no UTF-8: they could not be written back as they were. */
export function decodeTypeScript(bytes: Uint8Array): DecodedTypeScript | undefined {
  if (!isUtf8(bytes)) return undefined;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  return text.startsWith(MARK) ? { text: text.slice(1), hasMark: true } : { text, hasMark: false };
}

export const encodeTypeScript = (text: string, hasMark: boolean): Uint8Array =>
  Buffer.from(hasMark ? MARK + text : text, 'utf8');
