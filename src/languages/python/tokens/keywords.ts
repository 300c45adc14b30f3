/** Python's keywords; the id of a keyword in every vocabulary is its place here, from 1. */
export const keywords = [
  'False',
  'None',
  'True',
  'and',
  'as',
  'assert',
  'async',
  'await',
  'break',
  'class',
  'continue',
  'def',
  'del',
  'elif',
  'else',
  'except',
  'finally',
  'for',
  'from',
  'global',
  'if',
  'import',
  'in',
  'is',
  'lambda',
  'nonlocal',
  'not',
  'or',
  'pass',
  'raise',
  'return',
  'try',
  'while',
  'with',
  'yield',
] as const;

/** Names that are keywords in some places only; their ids follow those of the keywords. */
export const softKeywords = ['match', 'case', 'type', '_'] as const;

const idOf = (keyword: (typeof keywords)[number]): number => keywords.indexOf(keyword) + 1;

/** Ids of words. Import as a namespace: `Keyword.IF`. */
export const FALSE = idOf('False');
export const NONE = idOf('None');
export const TRUE = idOf('True');
export const AND = idOf('and');
export const AS = idOf('as');
export const ASSERT = idOf('assert');
export const ASYNC = idOf('async');
export const AWAIT = idOf('await');
export const BREAK = idOf('break');
export const CLASS = idOf('class');
export const CONTINUE = idOf('continue');
export const DEF = idOf('def');
export const DEL = idOf('del');
export const ELIF = idOf('elif');
export const ELSE = idOf('else');
export const EXCEPT = idOf('except');
export const FINALLY = idOf('finally');
export const FOR = idOf('for');
export const FROM = idOf('from');
export const GLOBAL = idOf('global');
export const IF = idOf('if');
export const IMPORT = idOf('import');
export const IN = idOf('in');
export const IS = idOf('is');
export const LAMBDA = idOf('lambda');
export const NONLOCAL = idOf('nonlocal');
export const NOT = idOf('not');
export const OR = idOf('or');
export const PASS = idOf('pass');
export const RAISE = idOf('raise');
export const RETURN = idOf('return');
export const TRY = idOf('try');
export const WHILE = idOf('while');
export const WITH = idOf('with');
export const YIELD = idOf('yield');

/** Words up to this id are keywords; 0 is no word. */
export const LAST_KEYWORD = keywords.length;

export const MATCH = LAST_KEYWORD + 1;
export const CASE = LAST_KEYWORD + 2;
export const TYPE = LAST_KEYWORD + 3;
export const UNDERSCORE = LAST_KEYWORD + 4;

const onlyInStatements = new Set<number>([
  ...[ASSERT, BREAK, CLASS, CONTINUE, DEF, DEL, ELIF, EXCEPT, FINALLY, FROM, GLOBAL, IMPORT, NONLOCAL, PASS],
  ...[RAISE, RETURN, TRY, WHILE, WITH],
]);

/** 1 for a keyword that never begins a line inside brackets (`from` only after `yield`), so that it shows an unclosed bracket. */
export const statementOnly = Uint8Array.from({ length: LAST_KEYWORD + 1 }, (_, id) =>
  onlyInStatements.has(id) ? 1 : 0,
);
