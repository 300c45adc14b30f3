/** Ids of Python's keywords, which every vocabulary begins with, in alphabetical order; 0 is no word. */
export const FALSE = 1;
export const NONE = 2;
export const TRUE = 3;
export const AND = 4;
export const AS = 5;
export const ASSERT = 6;
export const ASYNC = 7;
export const AWAIT = 8;
export const BREAK = 9;
export const CLASS = 10;
export const CONTINUE = 11;
export const DEF = 12;
export const DEL = 13;
export const ELIF = 14;
export const ELSE = 15;
export const EXCEPT = 16;
export const FINALLY = 17;
export const FOR = 18;
export const FROM = 19;
export const GLOBAL = 20;
export const IF = 21;
export const IMPORT = 22;
export const IN = 23;
export const IS = 24;
export const LAMBDA = 25;
export const NONLOCAL = 26;
export const NOT = 27;
export const OR = 28;
export const PASS = 29;
export const RAISE = 30;
export const RETURN = 31;
export const TRY = 32;
export const WHILE = 33;
export const WITH = 34;
export const YIELD = 35;

/** Words up to this id are keywords. */
export const LAST_KEYWORD = 35;

/** Names that are keywords in some places only. */
export const MATCH = 36;
export const CASE = 37;
export const TYPE = 38;
export const UNDERSCORE = 39;
