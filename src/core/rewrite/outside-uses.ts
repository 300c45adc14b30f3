/** What other files of the workspace do with the classes of a file: names that a rename would leave behind. */
export interface OutsideUses {
  /** Methods and attributes used in other files on something that may be one of the file's agents. */
  readonly attributes: readonly OutsideUse[];
  /** Classes of the file that a class in another file inherits. */
  readonly subclassed: readonly OutsideUse[];
}

export interface OutsideUse {
  readonly name: string;
  /** A file that does it, relative to the workspace. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
}

export const noOutsideUses: OutsideUses = { attributes: [], subclassed: [] };
