/** Kinds of tokens. Import as a namespace: `Kind.NAME`. */
export const END = 0;
/** An identifier or a keyword; which one depends on where it stands. */
export const NAME = 1;
/** `#field` */
export const PRIVATE_NAME = 2;
export const NUMBER = 3;
export const STRING = 4;
/** A template literal without substitutions. */
export const TEMPLATE = 5;
/** A template literal up to its first `${`, between two, and from the last `}`. */
export const TEMPLATE_HEAD = 6;
export const TEMPLATE_MIDDLE = 7;
export const TEMPLATE_TAIL = 8;
export const REGEX = 9;
export const JSX_TEXT = 10;
export const LEFT_PARENTHESIS = 11;
export const RIGHT_PARENTHESIS = 12;
export const LEFT_BRACKET = 13;
export const RIGHT_BRACKET = 14;
export const LEFT_BRACE = 15;
export const RIGHT_BRACE = 16;
/** `.` and `?.` */
export const DOT = 17;
export const COMMA = 18;
export const SEMICOLON = 19;
export const COLON = 20;
export const ASSIGN = 21;
export const ARROW = 22;
export const LESS = 23;
/** Always a single `>`: two of them may close two lists of type arguments. */
export const GREATER = 24;
export const AT = 25;
export const ELLIPSIS = 26;
export const STAR = 27;
export const QUESTION = 28;
export const EXCLAMATION = 29;
/** `++` and `--` */
export const STEP = 30;
/** `/` and `/>` and `</` of a JSX tag are JSX_PUNCTUATION; so are its names' hyphens. */
export const JSX_PUNCTUATION = 31;
/** Any other operator. */
export const OPERATOR = 32;
/** `+=` and the like. */
export const ASSIGN_OPERATOR = 33;
/** A character that no token begins with. */
export const INVALID = 34;

export const isOpening = (kind: number): boolean =>
  kind === LEFT_PARENTHESIS || kind === LEFT_BRACKET || kind === LEFT_BRACE;

export const isClosing = (kind: number): boolean =>
  kind === RIGHT_PARENTHESIS || kind === RIGHT_BRACKET || kind === RIGHT_BRACE;
