export const LF = 10;
export const CR = 13;
export const TAB = 9;
export const FORM_FEED = 12;
export const SPACE = 32;
export const DOUBLE_QUOTE = 34;
export const HASH = 35;
export const SINGLE_QUOTE = 39;
export const DOT = 46;
export const ZERO = 48;
export const NINE = 57;
export const COLON = 58;
export const EQUALS = 61;
export const BACKSLASH = 92;
export const BAR = 124;
export const UNDERSCORE = 95;
export const OPEN_PARENTHESIS = 40;
export const CLOSE_PARENTHESIS = 41;
export const OPEN_BRACKET = 91;
export const CLOSE_BRACKET = 93;
export const OPEN_BRACE = 123;
export const CLOSE_BRACE = 125;
const CAPITAL_A = 65;
const CAPITAL_Z = 90;
export const LETTER_A = 97;
export const LETTER_B = 98;
export const LETTER_E = 101;
export const LETTER_F = 102;
export const LETTER_I = 105;
export const LETTER_N = 110;
export const LETTER_O = 111;
export const LETTER_R = 114;
export const LETTER_T = 116;
export const LETTER_Z = 122;
/** What makes a letter of ASCII a small one. */
export const LOWER = 32;

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

/** Code units below are ASCII. */
export const ASCII_END = 128;

const begins = memory.data(ASCII_END);

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

function mark(characters: string, kind: i32): void {
  for (let i = 0; i < characters.length; i++) store<u8>(begins + characters.charCodeAt(i), <u8>kind);
}

/** What an ASCII character can begin. */
export function beginsWith(code: i32): i32 {
  return load<u8>(begins + code);
}

/** Whether it is a capital letter of ASCII. */
export function isCapital(code: i32): bool {
  return code >= CAPITAL_A && code <= CAPITAL_Z;
}

export function isAsciiNamePart(code: i32): bool {
  const kind = beginsWith(code);
  return kind === NAME || kind === DIGIT;
}

/** Whether the code point at `at` may stand in a name, at its start or later: the host knows Unicode. */
export declare function isUnicodeNamePart(at: i32, isFirst: bool): bool;
