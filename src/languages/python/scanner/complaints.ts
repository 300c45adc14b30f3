/** What is wrong with a text. The scanner gives the number and up to two others; the host has the words (`tokens/messages`). */

// Of tokens. What the two numbers are stands behind each that has any.
/** The line in which the text was given up. */
export const UNTERMINATED_STRING = 0;
/** The line in which the text was given up. */
export const UNTERMINATED_TRIPLE = 1;
export const FIELD_WITHOUT_BRACE = 2;
export const SINGLE_BRACE = 3;
/** How the number is written: 10, 16, 8 or 2. */
export const BAD_NUMBER = 4;
export const LEADING_ZEROS = 5;
export const NEVER_CLOSED = 6;
export const UNMATCHED_BRACKET = 7;
/** Where the bracket opens that it does not match, and the line that was read. */
export const OTHER_BRACKET = 8;
export const CONTINUED_AT_END = 9;
export const BAD_CONTINUATION = 10;
export const BAD_CHARACTER = 11;
export const CONFLICT_MARKER = 12;
export const BAD_DEDENT = 13;
export const MIXED_TABS = 14;

// Of the grammar.
export const INVALID_SYNTAX = 15;
/** The first token of what looks like a statement of Python 2. */
export const NO_STATEMENT = 16;
export const FORGOT_COMMA = 17;
/** What the target is: one of those below. */
export const NO_WALRUS_TARGET = 18;
export const EXPECTED_ELSE = 19;
/** What the target is. */
export const NO_LOOP_TARGET = 20;
export const NO_STAR_HERE = 21;
export const EXPECTED_KEY_COLON = 22;
export const EXPECTED_VALUE = 23;
export const UNPACKING_ORDER = 24;
export const ASSIGNMENT_IN_ARGUMENTS = 25;
export const BARE_GENERATOR = 26;
export const POSITIONAL_AFTER_UNPACKING = 27;
export const POSITIONAL_AFTER_KEYWORD = 28;
export const MIXED_BYTES = 29;
export const EMPTY_FIELD = 30;
export const BAD_CONVERSION = 31;
/** The letter of the escape, or 0 in bytes; there, its place in the literal. */
export const BAD_ESCAPE = 32;
export const NAMES_AFTER_STAR = 33;
export const NOTHING_BEFORE_SLASH = 34;
export const SLASH_AFTER_STAR = 35;
export const SECOND_STAR = 36;
export const STAR_WITH_DEFAULT = 37;
export const DEFAULT_ORDER = 38;
export const KEYWORDS_WITH_DEFAULT = 39;
export const AFTER_KEYWORDS = 40;
export const EXPECTED_COLON = 41;
export const SEVERAL_EXCEPTIONS = 42;
export const EXPECTED_PARENTHESIS = 43;
export const NESTED_TOO_DEEP = 44;
/** What the target is. */
export const NOT_DELETABLE = 45;
export const TRAILING_COMMA = 46;
/** What the target is. */
export const NOT_AUGMENTABLE = 47;
/** What the target is. */
export const NOT_ASSIGNABLE = 48;
/** What the target is. */
export const NOT_ANNOTATABLE = 49;

// Of blocks.
export const UNFINISHED_TRY = 50;
export const UNEXPECTED_INDENT = 51;
/** The keyword and the first token of the header. */
export const MISSING_BLOCK = 52;

/** What an expression is called that is no target of an assignment. */
export const EXPRESSION = 0;
export const NAMED_EXPRESSION = 1;
export const TUPLE = 2;
export const YIELD_EXPRESSION = 3;
export const AWAIT_EXPRESSION = 4;
export const CONDITIONAL_EXPRESSION = 5;
export const LAMBDA = 6;
export const NAME = 7;
export const ATTRIBUTE = 8;
export const FUNCTION_CALL = 9;
export const SUBSCRIPT = 10;
export const LITERAL = 11;
export const ELLIPSIS = 12;
export const TRUE = 13;
export const FALSE = 14;
export const NONE = 15;
export const GENERATOR_EXPRESSION = 16;
export const LIST = 17;
export const LIST_COMPREHENSION = 18;
export const DICTIONARY = 19;
export const SET = 20;
export const FSTRING_EXPRESSION = 21;
