/** The tables that the scanner fills, for it and for who reads them. All but the first hold 32-bit integers, KINDS bytes. */
export const KINDS = 0;
export const STARTS = 1;
export const ENDS = 2;
export const IDS = 3;
export const LINKS = 4;
export const PHYSICAL_LINES = 5;
export const COMMENTS = 6;
export const PROBLEMS = 7;
export const STATEMENT_FIRSTS = 8;
export const STATEMENT_ENDS = 9;
export const KEYWORDS = 10;
export const PARENTS = 11;
export const LASTS = 12;
export const SCOPE_OWNERS = 13;
export const SCOPE_PARENTS = 14;
export const SCOPES = 15;
export const BODIES = 16;
export const FLAGS = 17;
export const FAILURES = 18;
export const CALLS = 19;
export const GIVEN = 20;
export const STRINGS = 21;
export const SUPERS = 22;
export const IMPORTS = 23;
export const CLASSES = 24;
export const DEFINITIONS = 25;
export const LOOPS = 26;
export const DECLARATIONS = 27;
export const OF_MODULE = 28;
export const CAPITALIZED = 29;
export const USES = 30;
export const ALIASES = 31;

/** Code units of the longest name that can be asked for. */
export const LONGEST_WANTED = 256;

/** Number of tables. */
export const TABLES = 32;
