/** A half-open piece of a text, in UTF-16 code units from its start (a byte order mark is not part of the text). */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A piece of a text as people count it: lines and columns from 1, the end exclusive, columns in UTF-16 code units. */
export interface Range {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}
