import * as Kind from './kinds.js';

const single: Readonly<Record<string, number>> = {
  '(': Kind.LEFT_PARENTHESIS,
  ')': Kind.RIGHT_PARENTHESIS,
  '[': Kind.LEFT_BRACKET,
  ']': Kind.RIGHT_BRACKET,
  '{': Kind.LEFT_BRACE,
  '}': Kind.RIGHT_BRACE,
  ',': Kind.COMMA,
  ';': Kind.SEMICOLON,
  ':': Kind.COLON,
  '@': Kind.AT,
  '>': Kind.GREATER,
  '~': Kind.OPERATOR,
};

/** Kinds of the ASCII characters that are tokens by themselves, whatever follows. */
export const singleKinds = Uint8Array.from({ length: 128 }, (_, code) => single[String.fromCharCode(code)] ?? 0);

/** Kinds and lengths of longer operators by their first character, the longest first. */
const longer: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
  '.': [['...', Kind.ELLIPSIS]],
  '=': [
    ['===', Kind.OPERATOR],
    ['==', Kind.OPERATOR],
    ['=>', Kind.ARROW],
  ],
  '!': [
    ['!==', Kind.OPERATOR],
    ['!=', Kind.OPERATOR],
  ],
  '<': [
    ['<<=', Kind.ASSIGN_OPERATOR],
    ['<<', Kind.OPERATOR],
    ['<=', Kind.OPERATOR],
  ],
  '*': [
    ['**=', Kind.ASSIGN_OPERATOR],
    ['**', Kind.OPERATOR],
    ['*=', Kind.ASSIGN_OPERATOR],
  ],
  '&': [
    ['&&=', Kind.ASSIGN_OPERATOR],
    ['&&', Kind.OPERATOR],
    ['&=', Kind.ASSIGN_OPERATOR],
  ],
  '|': [
    ['||=', Kind.ASSIGN_OPERATOR],
    ['||', Kind.OPERATOR],
    ['|=', Kind.ASSIGN_OPERATOR],
  ],
  '?': [
    ['??=', Kind.ASSIGN_OPERATOR],
    ['??', Kind.OPERATOR],
  ],
  '+': [
    ['++', Kind.STEP],
    ['+=', Kind.ASSIGN_OPERATOR],
  ],
  '-': [
    ['--', Kind.STEP],
    ['-=', Kind.ASSIGN_OPERATOR],
  ],
  '/': [['/=', Kind.ASSIGN_OPERATOR]],
  '%': [['%=', Kind.ASSIGN_OPERATOR]],
  '^': [['^=', Kind.ASSIGN_OPERATOR]],
};

const lone: Readonly<Record<string, number>> = {
  '.': Kind.DOT,
  '=': Kind.ASSIGN,
  '<': Kind.LESS,
  '*': Kind.STAR,
  '?': Kind.QUESTION,
  '!': Kind.EXCLAMATION,
  '+': Kind.OPERATOR,
  '-': Kind.OPERATOR,
  '/': Kind.OPERATOR,
  '%': Kind.OPERATOR,
  '&': Kind.OPERATOR,
  '|': Kind.OPERATOR,
  '^': Kind.OPERATOR,
};

/** Bits of an answer of `operatorAt` that hold the kind; those above hold the length. */
export const KIND_BITS = 8;
export const KIND_MASK = (1 << KIND_BITS) - 1;

const packed = (kind: number, length: number): number => kind | (length << KIND_BITS);

const loneByCode = Int32Array.from({ length: 128 }, (_, code) => {
  const kind = lone[String.fromCharCode(code)];
  return kind === undefined ? 0 : packed(kind, 1);
});
const longerByCode = Array.from({ length: 128 }, (_, code) =>
  (longer[String.fromCharCode(code)] ?? []).map(([text, kind]) => ({ text, answer: packed(kind, text.length) })),
);
const mayGoOn = Uint8Array.from({ length: 128 }, (_, code) => (/[=.>&|?*+<-]/.test(String.fromCharCode(code)) ? 1 : 0));

const QUESTION_MARK = 63;
const FULL_STOP = 46;

/**
 * The operator at an offset, its kind and length packed into a number; 0 for a character that begins none. Shifts to the right are several
 * tokens, as `>` always is one.
 */
export function operatorAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code >= 128) return 0;
  const second = text.charCodeAt(at + 1);
  if (mayGoOn[second] !== 1) return loneByCode[code] ?? 0;
  if (code === QUESTION_MARK && second === FULL_STOP && !/\d/.test(text.charAt(at + 2))) return packed(Kind.DOT, 2);
  for (const { text: written, answer } of longerByCode[code] ?? []) if (text.startsWith(written, at)) return answer;
  return loneByCode[code] ?? 0;
}
