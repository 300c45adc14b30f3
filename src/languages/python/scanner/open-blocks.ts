import { IntegerList } from './lists';

/** The blocks that stand open at some place, the module first. */
@unmanaged
export class OpenBlocks {
  /** Indentation of each, with tabs to the next multiple of eight. */
  private columns: IntegerList = new IntegerList();
  /** The same with tabs to 1, which must mean the same. */
  private narrows: IntegerList = new IntegerList();

  reset(): void {
    this.columns.length = 0;
    this.narrows.length = 0;
    this.open(0, 0);
  }

  /** Number of blocks within the module. */
  depth(): i32 {
    return this.columns.length - 1;
  }

  column(): i32 {
    return this.columns.last();
  }

  narrow(): i32 {
    return this.narrows.last();
  }

  open(column: i32, narrow: i32): void {
    this.columns.push(column);
    this.narrows.push(narrow);
  }

  /** Closes blocks that are deeper than a column, and returns how many. */
  leave(column: i32): i32 {
    const before = this.columns.length;
    while (this.columns.length > 1 && column < this.columns.last()) {
      this.columns.length--;
      this.narrows.length--;
    }
    return before - this.columns.length;
  }

  /** Becomes what a line with this indentation makes of it. */
  follow(column: i32, narrow: i32): void {
    this.leave(column);
    if (column !== this.column()) this.open(column, narrow);
  }

  equals(other: OpenBlocks): bool {
    const count = this.columns.length;
    if (other.columns.length !== count) return false;
    for (let at = 0; at < count; at++) {
      if (this.columns.at(at) !== other.columns.at(at) || this.narrows.at(at) !== other.narrows.at(at)) return false;
    }
    return true;
  }
}
