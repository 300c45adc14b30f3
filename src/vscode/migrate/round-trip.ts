const utf8Bom = [0xef, 0xbb, 0xbf] as const;

/** A text as an editor holds it. */
export interface EditorText {
  /** Without a byte order mark. */
  readonly text: string;
  readonly hasBom: boolean;
  readonly newline: '\n' | '\r\n';
}

/**
 * Reads bytes as an editor would, but only where writing the text again gives the same bytes: valid UTF-8 with one kind of line ending.
 * `undefined` for everything else, such as Latin-1, mixed line endings or a lone carriage return.
 */
export function editorText(bytes: Uint8Array): EditorText | undefined {
  const hasBom = utf8Bom.every((byte, index) => bytes[index] === byte);
  const text = decode(bytes.subarray(hasBom ? utf8Bom.length : 0));
  if (text === undefined) return undefined;
  const newlines = new Set(text.match(/\r\n|\r|\n/gu) ?? []);
  if (newlines.size > 1 || newlines.has('\r')) return undefined;
  return { text, hasBom, newline: newlines.has('\r\n') ? '\r\n' : '\n' };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Bytes for people to look at, whatever they are. */
export function shownText(bytes: Uint8Array): string {
  return editorText(bytes)?.text ?? decode(bytes) ?? new TextDecoder('latin1').decode(bytes);
}
