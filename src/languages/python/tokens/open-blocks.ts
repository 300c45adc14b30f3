/** A column that no indentation reaches, so that two columns make one number. */
const COLUMNS = 2 ** 26;

/** The blocks that stand open at some place: an indentation and those around it. Equal ones are the same object. */
export class OpenBlocks {
  private readonly inside = new Map<number, OpenBlocks>();

  private constructor(
    /** Indentation of the innermost block with tabs to 8. */
    readonly column: number,
    /** The same with tabs to 1. */
    readonly narrow: number,
    /** Absent for the module itself. */
    readonly outer?: OpenBlocks,
  ) {}

  static none(): OpenBlocks {
    return new OpenBlocks(0, 0);
  }

  opened(column: number, narrow: number): OpenBlocks {
    const key = column * COLUMNS + narrow;
    const known = this.inside.get(key);
    if (known) return known;
    const blocks = new OpenBlocks(column, narrow, this);
    this.inside.set(key, blocks);
    return blocks;
  }
}
