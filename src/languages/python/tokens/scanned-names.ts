import { LONGEST_WANTED } from '../scanner/layout.js';

/** The names of one text by number: equal names have equal ids, words of the vocabulary have theirs. */
export class ScannedNames {
  constructor(
    /** Number of ids in use; every id is below it. */
    readonly size: number,
    private readonly ask: (name: string) => number,
  ) {}

  /** The id of a name that may not occur in the text; 0 when it does not, or is longer than any that can be asked for. */
  find(name: string): number {
    return name.length > LONGEST_WANTED ? 0 : this.ask(name);
  }
}
