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

export function isAsciiNamePart(code: i32): bool {
  const kind = beginsWith(code);
  return kind === NAME || kind === DIGIT;
}

/** Whether the code point at `at` may stand in a name, at its start or later: the host knows Unicode. */
export declare function isUnicodeNamePart(at: i32, isFirst: bool): bool;
