/**
 * The statements of a file in source order as parallel arrays, simple ones and the headers of compound ones alike. Blocks follow indentation
 * columns rather than INDENT and DEDENT tokens, so that a file with broken indentation keeps its outline.
 */
export class StatementTable {
  constructor(
    private readonly firsts: Int32Array,
    private readonly ends: Int32Array,
    private readonly keywords: Int32Array,
    private readonly parents: Int32Array,
    private readonly lasts: Int32Array,
  ) {}

  get count(): number {
    return this.firsts.length;
  }

  firstToken(statement: number): number {
    return this.firsts[statement] ?? 0;
  }

  /** The token after the last one: after the colon for the header of a compound statement. */
  endToken(statement: number): number {
    return this.ends[statement] ?? 0;
  }

  /** The keyword that the statement begins with (`async` passed over), MATCH or CASE in that role; 0 for any other. */
  keyword(statement: number): number {
    return this.keywords[statement] ?? 0;
  }

  /** The compound statement in whose block the statement stands; -1 at module level. */
  parent(statement: number): number {
    return this.parents[statement] ?? -1;
  }

  /** The last statement inside the block of `statement`, blocks in it included; itself when it has none. */
  lastInside(statement: number): number {
    return this.lasts[statement] ?? statement;
  }
}
