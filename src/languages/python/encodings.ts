/** Python's spellings of the encodings read here, levelled to lower case with `-`; the key is our name, which Python knows too. */
const spellings: Readonly<Record<string, readonly string[]>> = {
  'utf-8': ['utf8', 'u8', 'utf', 'cp65001', 'utf-8-sig'],
  ascii: ['us-ascii', '646', 'ansi-x3.4-1968'],
  'latin-1': ['latin1', 'iso-8859-1', 'iso8859-1', '8859', 'cp819', 'l1', 'latin'],
};

/** Single-byte encodings that the WHATWG decoder of the same label reads like Python, but for undefined bytes. */
const singleByte = new Set([
  ...[1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258].map((page) => `windows-${page}`),
  ...[2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15].map((part) => `iso-8859-${part}`),
  ...['koi8-r', 'koi8-u'],
]);

/** Encodings that we cannot write; a file in them is read when it holds nothing but ASCII. */
const asciiSupersets = new Set([
  ...['gbk', 'gb2312', 'gb18030', 'cp936', 'big5', 'cp950', 'euc-jp', 'euc-kr', 'shift-jis', 'sjis', 'cp932', 'cp949'],
  ...['cp437', 'cp850', 'cp852', 'cp858', 'cp866', 'iso-8859-9', 'iso-8859-11', 'latin5', 'mac-roman', 'tis-620'],
]);

/** 0x80–0x9F of windows-1252, a space where nothing is defined: Node's own decoder takes that encoding for Latin-1. */
const windows1252 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';
const FIRST_CONTROL = 0x80;
const LAST_CONTROL = 0x9f;

const byAlias = new Map(Object.entries(spellings).flatMap(([name, aliases]) => aliases.map((alias) => [alias, name])));

/** Our name of an encoding that a PEP 263 cookie names; an unknown name comes back levelled. */
export function canonicalEncoding(name: string): string {
  const level = name.toLowerCase().replaceAll('_', '-');
  // CPython looks at the beginning of these two names only: `utf-8-unix` is UTF-8.
  if (/^utf-8(?:-|$)/.test(level)) return 'utf-8';
  if (/^(?:latin-1|iso-8859-1|iso-latin-1)(?:-|$)/.test(level)) return 'latin-1';
  const known = byAlias.get(level);
  if (known !== undefined) return known;
  const page = /^(?:cp|windows-?)?(125\d)$/.exec(level)?.[1];
  if (page !== undefined) return `windows-${page}`;
  return level.replace(/^iso(?=8859)/, 'iso-').replace(/^latin-?9$/, 'iso-8859-15');
}

/** Whether the encoding is one we know in which ASCII characters have their ASCII bytes. */
export const isAsciiSuperset = (encoding: string): boolean =>
  encoding in spellings || singleByte.has(encoding) || asciiSupersets.has(encoding);

/** Whether Python can read more of the encoding than we can write back: only its ASCII. */
export const isAsciiOnly = (encoding: string): boolean => asciiSupersets.has(encoding);

interface SingleByteTable {
  /** The character of each byte; an empty string where there is none. */
  readonly characters: readonly string[];
  readonly bytes: ReadonlyMap<string, number>;
}

const tables = new Map<string, SingleByteTable>();

function tableOf(encoding: string): SingleByteTable | undefined {
  if (!singleByte.has(encoding)) return undefined;
  const made = tables.get(encoding);
  if (made) return made;
  const decoder = new TextDecoder(encoding);
  const characters = Array.from({ length: 256 }, (_, byte) => characterOf(byte, encoding, decoder));
  const bytes = new Map(characters.map((character, byte) => [character, byte]));
  const table = { characters, bytes };
  tables.set(encoding, table);
  return table;
}

/** The WHATWG tables of Windows code pages give control characters where Python's define nothing. */
function characterOf(byte: number, encoding: string, decoder: InstanceType<typeof TextDecoder>): string {
  const isControl = byte >= FIRST_CONTROL && byte <= LAST_CONTROL;
  if (isControl && encoding === 'windows-1252') return windows1252.charAt(byte - FIRST_CONTROL).trim();
  const character = decoder.decode(Uint8Array.of(byte));
  const code = character.charCodeAt(0);
  const isUndefined = encoding.startsWith('windows-') && code >= FIRST_CONTROL && code <= LAST_CONTROL;
  return character === '\uFFFD' || isUndefined ? '' : character;
}

/** The text of bytes in a single-byte encoding; `undefined` for another encoding and for a byte without a character. */
export function decodeSingleByte(bytes: Uint8Array, encoding: string): string | undefined {
  const table = tableOf(encoding);
  if (!table) return undefined;
  let text = '';
  for (const byte of bytes) {
    const character = table.characters[byte];
    if (!character) return undefined;
    text += character;
  }
  return text;
}

/** The way back from `decodeSingleByte`; `undefined` when a character has no byte. */
export function encodeSingleByte(text: string, encoding: string): Uint8Array | undefined {
  const table = tableOf(encoding);
  if (!table) return undefined;
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const byte = table.bytes.get(text.charAt(i));
    if (byte === undefined) return undefined;
    bytes[i] = byte;
  }
  return bytes;
}
