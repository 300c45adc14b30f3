import * as Complaint from '../scanner/complaints.js';
import * as Keyword from '../scanner/keywords.js';
import type { PythonSource } from '../source.js';

/** A statement that the grammar refuses as the scanner tells it: where reading stopped, why, and what belongs to that. */
export interface GrammarFailure {
  readonly token: number;
  readonly complaint: number;
  readonly detail: number;
}

/** Where reading stopped and why, in CPython's words. */
export interface GrammarProblem {
  readonly token: number;
  readonly message: string;
}

const FAILURE_SIZE = 3;
const invalidSyntax = 'invalid syntax';

/** What the grammar refuses, first problem first. */
export function grammarProblems(source: PythonSource): GrammarProblem[] {
  const { failures } = source.scanned;
  const problems: GrammarProblem[] = [];
  for (let at = 0; at < failures.length; at += FAILURE_SIZE) {
    const [token = 0, complaint = 0, detail = 0] = failures.subarray(at, at + FAILURE_SIZE);
    problems.push(problemOf(source, { token, complaint, detail }));
  }
  return problems;
}

function problemOf(source: PythonSource, failure: GrammarFailure): GrammarProblem {
  const { token, complaint, detail } = failure;
  if (complaint === Complaint.NO_STATEMENT) return commandProblem(source, failure);
  if (complaint === Complaint.MISSING_BLOCK) return { token, message: missingBlock(source, detail) };
  if (complaint === Complaint.BAD_ESCAPE) return { token, message: badEscape(detail) };
  const message = ofTarget.get(complaint)?.(targetNames[detail] ?? 'expression') ?? plainMessages.get(complaint);
  return { token, message: message ?? invalidSyntax };
}

/** Says of a statement of Python 2 what Python 3 says. */
function commandProblem(source: PythonSource, { token, detail }: GrammarFailure): GrammarProblem {
  const name = source.nameOf(detail);
  if (name !== 'print' && name !== 'exec') return { token, message: invalidSyntax };
  return { token: detail, message: `Missing parentheses in call to '${name}'. Did you mean ${name}(...)?` };
}

/** How CPython names the owner of a block that is missing. */
const ownerNames = new Map<number, string>([
  [Keyword.DEF, 'function definition'],
  [Keyword.CLASS, 'class definition'],
  [Keyword.IF, "'if' statement"],
  [Keyword.ELIF, "'elif' statement"],
  [Keyword.ELSE, "'else' statement"],
  [Keyword.FOR, "'for' statement"],
  [Keyword.WHILE, "'while' statement"],
  [Keyword.TRY, "'try' statement"],
  [Keyword.EXCEPT, "'except' statement"],
  [Keyword.FINALLY, "'finally' statement"],
  [Keyword.WITH, "'with' statement"],
  [Keyword.MATCH, "'match' statement"],
  [Keyword.CASE, "'case' statement"],
]);

function missingBlock(source: PythonSource, statement: number): string {
  const { statements } = source;
  const first = statements.firstToken(statement);
  const owner = ownerNames.get(statements.keyword(statement)) ?? 'statement';
  return `expected an indented block after ${owner} on line ${source.rangeOf(first, first).line}`;
}

const escapeComplaints: Readonly<Record<string, string>> = {
  x: 'truncated \\xXX escape',
  u: 'truncated \\uXXXX escape',
  U: 'truncated or illegal \\UXXXXXXXX escape',
  N: 'malformed \\N character escape',
};

/** `detail` is the letter of the escape; in bytes, -1 and less for its place in the literal. */
function badEscape(detail: number): string {
  if (detail < 0) return `(value error) invalid \\x escape at position ${-1 - detail}`;
  const complaint = escapeComplaints[String.fromCharCode(detail)] ?? '';
  return `(unicode error) 'unicodeescape' codec can't decode bytes: ${complaint}`;
}

/** By the names of `scanner/complaints`. */
const targetNames: string[] = [];
targetNames[Complaint.EXPRESSION] = 'expression';
targetNames[Complaint.NAMED_EXPRESSION] = 'named expression';
targetNames[Complaint.TUPLE] = 'tuple';
targetNames[Complaint.YIELD_EXPRESSION] = 'yield expression';
targetNames[Complaint.AWAIT_EXPRESSION] = 'await expression';
targetNames[Complaint.CONDITIONAL_EXPRESSION] = 'conditional expression';
targetNames[Complaint.LAMBDA] = 'lambda';
targetNames[Complaint.NAME] = 'name';
targetNames[Complaint.ATTRIBUTE] = 'attribute';
targetNames[Complaint.FUNCTION_CALL] = 'function call';
targetNames[Complaint.SUBSCRIPT] = 'subscript';
targetNames[Complaint.LITERAL] = 'literal';
targetNames[Complaint.ELLIPSIS] = 'ellipsis';
targetNames[Complaint.TRUE] = 'True';
targetNames[Complaint.FALSE] = 'False';
targetNames[Complaint.NONE] = 'None';
targetNames[Complaint.GENERATOR_EXPRESSION] = 'generator expression';
targetNames[Complaint.LIST] = 'list';
targetNames[Complaint.LIST_COMPREHENSION] = 'list comprehension';
targetNames[Complaint.DICTIONARY] = 'dict literal';
targetNames[Complaint.SET] = 'set display';
targetNames[Complaint.FSTRING_EXPRESSION] = 'f-string expression';

const ofTarget = new Map<number, (name: string) => string>([
  [Complaint.NO_WALRUS_TARGET, (name) => `cannot use assignment expressions with ${name}`],
  [Complaint.NO_LOOP_TARGET, (name) => `cannot assign to ${name}`],
  [Complaint.NOT_DELETABLE, (name) => `cannot delete ${name}`],
  [Complaint.NOT_AUGMENTABLE, (name) => `'${name}' is an illegal expression for augmented assignment`],
  [Complaint.NOT_ASSIGNABLE, (name) => `cannot assign to ${name} here. Maybe you meant '==' instead of '='?`],
  [Complaint.NOT_ANNOTATABLE, (name) => `only single target (not ${name}) can be annotated`],
]);

const plainMessages = new Map<number, string>([
  [Complaint.FORGOT_COMMA, 'invalid syntax. Perhaps you forgot a comma?'],
  [Complaint.EXPECTED_ELSE, "expected 'else' after 'if' expression"],
  [Complaint.NO_STAR_HERE, 'cannot use starred expression here'],
  [Complaint.EXPECTED_KEY_COLON, "':' expected after dictionary key"],
  [Complaint.EXPECTED_VALUE, "expression expected after dictionary key and ':'"],
  [Complaint.UNPACKING_ORDER, 'iterable argument unpacking follows keyword argument unpacking'],
  [Complaint.ASSIGNMENT_IN_ARGUMENTS, 'expression cannot contain assignment, perhaps you meant "=="?'],
  [Complaint.BARE_GENERATOR, 'Generator expression must be parenthesized'],
  [Complaint.POSITIONAL_AFTER_UNPACKING, 'positional argument follows keyword argument unpacking'],
  [Complaint.POSITIONAL_AFTER_KEYWORD, 'positional argument follows keyword argument'],
  [Complaint.MIXED_BYTES, 'cannot mix bytes and nonbytes literals'],
  [Complaint.EMPTY_FIELD, "f-string: valid expression required before '}'"],
  [Complaint.BAD_CONVERSION, 'f-string: invalid conversion character'],
  [Complaint.FIELD_WITHOUT_BRACE, "f-string: expecting '}'"],
  [Complaint.NAMES_AFTER_STAR, 'named arguments must follow bare *'],
  [Complaint.NOTHING_BEFORE_SLASH, 'at least one argument must precede /'],
  [Complaint.SLASH_AFTER_STAR, '/ must be ahead of *'],
  [Complaint.SECOND_STAR, '* argument may appear only once'],
  [Complaint.STAR_WITH_DEFAULT, 'var-positional argument cannot have default value'],
  [Complaint.DEFAULT_ORDER, 'non-default argument follows default argument'],
  [Complaint.KEYWORDS_WITH_DEFAULT, 'var-keyword argument cannot have default value'],
  [Complaint.AFTER_KEYWORDS, 'arguments cannot follow var-keyword argument'],
  [Complaint.EXPECTED_COLON, "expected ':'"],
  [Complaint.SEVERAL_EXCEPTIONS, 'multiple exception types must be parenthesized'],
  [Complaint.EXPECTED_PARENTHESIS, "expected '('"],
  [Complaint.NESTED_TOO_DEEP, 'too many nested parentheses'],
  [Complaint.TRAILING_COMMA, 'trailing comma not allowed without surrounding parentheses'],
  [Complaint.UNFINISHED_TRY, "expected 'except' or 'finally' block"],
  [Complaint.UNEXPECTED_INDENT, 'unexpected indent'],
]);
