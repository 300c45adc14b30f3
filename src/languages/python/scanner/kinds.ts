/** What a token is, for the scanner and for who reads its tables. Each bracket and each mark that structure hangs on has a kind of its own. */
export const END = 0;
/** An identifier, soft keywords (`match`, `case`, `type`, `_`) among them. */
export const NAME = 1;
export const KEYWORD = 2;
export const NUMBER = 3;
/** A whole string literal with its prefix; an f-string only when it is broken, else see FSTRING_START. */
export const STRING = 4;
export const FSTRING_START = 5;
export const FSTRING_MIDDLE = 6;
export const FSTRING_END = 7;
/** The end of a logical line. */
export const NEWLINE = 8;
export const INDENT = 9;
export const DEDENT = 10;
/** A character that no Python token begins with. */
export const ERROR = 11;

export const LEFT_PARENTHESIS = 16;
export const LEFT_BRACKET = 17;
export const LEFT_BRACE = 18;
export const RIGHT_PARENTHESIS = 19;
export const RIGHT_BRACKET = 20;
export const RIGHT_BRACE = 21;

export const DOT = 24;
export const COMMA = 25;
export const COLON = 26;
export const SEMICOLON = 27;
export const EQUAL = 28;
/** `:=` */
export const WALRUS = 29;
/** `+=` and its like. */
export const AUGMENTED = 30;
export const ARROW = 31;
export const AT = 32;
export const STAR = 33;
export const DOUBLE_STAR = 34;
/** `/`, an operator that also stands alone in a parameter list. */
export const SLASH = 35;
/** `+` and `-`, which may stand before an operand. */
export const SIGN = 36;
export const TILDE = 37;
export const ELLIPSIS = 38;
/** `!` before the conversion of an f-string field. */
export const BANG = 39;
/** `==`, `!=`, `<`, `>`, `<=` and `>=`. */
export const COMPARISON = 40;
/** Any other binary operator. */
export const OPERATOR = 41;

/** What a closing kind is more than its opening kind. */
export const TO_CLOSING = 3;
