export const LF = 10;
export const CR = 13;
export const TAB = 9;
export const FORM_FEED = 12;
export const SPACE = 32;
export const HASH = 35;
export const DOT = 46;
export const COLON = 58;
export const EQUALS = 61;
export const BACKSLASH = 92;
export const OPEN_BRACE = 123;
export const CLOSE_BRACE = 125;

export const BLANK = 1;
export const LINE_END = 2;
export const NAME = 3;
export const DIGIT = 4;
export const STRING = 5;
export const COMMENT = 6;
export const CONTINUATION = 7;
export const OPENING = 8;
export const CLOSING = 9;
export const OPERATOR = 10;

const begins = new Uint8Array(128);
const mark = (characters: string, kind: number): void => {
  for (const character of characters) begins[character.charCodeAt(0)] = kind;
};
mark(' \t\f', BLANK);
mark('\n\r', LINE_END);
mark('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_', NAME);
mark('0123456789', DIGIT);
mark('"\'', STRING);
mark('#', COMMENT);
mark('\\', CONTINUATION);
mark('([{', OPENING);
mark(')]}', CLOSING);
mark('.,:;=+-*/%&|^<>~@!', OPERATOR);

/** What an ASCII character can begin, by its code. */
export const beginsWith: Readonly<Uint8Array> = begins;

/** 1 for an ASCII character that may stand in a name. */
export const isNamePart: Readonly<Uint8Array> = begins.map((kind) => (kind === NAME || kind === DIGIT ? 1 : 0));

const nameCharacters = /^\p{XID_Continue}+$/u;
const nameStart = /^[\p{XID_Start}_]\p{XID_Continue}*$/u;

/** Whether the code point at `index` may stand in a name, at its start or later, after NFKC normalisation as PEP 3131 has it. */
export function isUnicodeNamePart(text: string, index: number, isFirst: boolean): boolean {
  const point = String.fromCodePoint(text.codePointAt(index) ?? 0).normalize('NFKC');
  return isFirst ? nameStart.test(point) : nameCharacters.test(point);
}

/** The offset after the line end at `index`. */
export const afterLineEnd = (units: Uint16Array, index: number): number =>
  units[index] === CR && units[index + 1] === LF ? index + 2 : index + 1;
