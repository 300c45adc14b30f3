import * as Complaint from '../scanner/complaints.js';
import type { TokenTable } from '../tokens/token-table.js';

/** A problem of tokens as the scanner tells it: what it is, where it is, and two numbers that belong to it. */
export interface LexicalProblem {
  readonly complaint: number;
  readonly start: number;
  readonly end: number;
  readonly first: number;
  readonly second: number;
}

const PROBLEM_SIZE = 5;

/** The problems of which the scanner has told five numbers each. */
export function lexicalProblems(numbers: Readonly<Int32Array>): LexicalProblem[] {
  const problems: LexicalProblem[] = [];
  for (let at = 0; at < numbers.length; at += PROBLEM_SIZE) {
    const [complaint = 0, start = 0, end = 0, first = 0, second = 0] = numbers.subarray(at, at + PROBLEM_SIZE);
    problems.push({ complaint, start, end, first, second });
  }
  return problems;
}

const numberNames = new Map([
  [16, 'hexadecimal'],
  [10, 'decimal'],
  [8, 'octal'],
  [2, 'binary'],
]);

/** What CPython says of it. */
export function lexicalMessage(problem: LexicalProblem, text: string, tokens: TokenTable): string {
  const { complaint, first } = problem;
  switch (complaint) {
    case Complaint.UNTERMINATED_STRING:
      return `unterminated string literal (detected at line ${first})`;
    case Complaint.UNTERMINATED_TRIPLE:
      return `unterminated triple-quoted string literal (detected at line ${first})`;
    case Complaint.BAD_NUMBER:
      return `invalid ${numberNames.get(first) ?? 'decimal'} literal`;
    case Complaint.NEVER_CLOSED:
      return `'${String.fromCharCode(first)}' was never closed`;
    case Complaint.UNMATCHED_BRACKET:
      return `unmatched '${String.fromCharCode(first)}'`;
    case Complaint.OTHER_BRACKET:
      return otherBracket(problem, text, tokens);
    case Complaint.BAD_CHARACTER:
      return badCharacter(text.codePointAt(problem.start) ?? 0);
    default:
      return plainMessages.get(complaint) ?? 'invalid syntax';
  }
}

const plainMessages = new Map<number, string>([
  [Complaint.FIELD_WITHOUT_BRACE, "f-string: expecting '}'"],
  [Complaint.SINGLE_BRACE, "f-string: single '}' is not allowed"],
  [
    Complaint.LEADING_ZEROS,
    'leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers',
  ],
  [Complaint.CONTINUED_AT_END, 'unexpected EOF while parsing'],
  [Complaint.BAD_CONTINUATION, 'unexpected character after line continuation character'],
  [Complaint.CONFLICT_MARKER, 'merge conflict marker'],
  [Complaint.BAD_DEDENT, 'unindent does not match any outer indentation level'],
  [Complaint.MIXED_TABS, 'inconsistent use of tabs and spaces in indentation'],
]);

function otherBracket({ start, first, second }: LexicalProblem, text: string, { physicalLines }: TokenTable): string {
  let line = second;
  while (line > 1 && (physicalLines[line - 1] ?? 0) > first) line--;
  const where = line === second ? '' : ` on line ${line}`;
  return `closing parenthesis '${text.charAt(start)}' does not match opening parenthesis '${text.charAt(first)}'${where}`;
}

function badCharacter(point: number): string {
  if (point < 128) return 'invalid syntax';
  const code = `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
  const shown = String.fromCodePoint(point);
  return /[\p{C}\p{Z}]/u.test(shown)
    ? `invalid non-printable character ${code}`
    : `invalid character '${shown}' (${code})`;
}
