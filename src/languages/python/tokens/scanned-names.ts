import type { Vocabulary } from '../../names.js';

/** The names of one text by number: equal names have equal ids, words of the vocabulary have theirs. No string is made of a name that nobody asks for. */
export class ScannedNames {
  constructor(
    private readonly text: string,
    /** Where each name of the text stands; words of the vocabulary stand somewhere else. */
    private readonly starts: Int32Array,
    private readonly ends: Int32Array,
    readonly vocabulary: Vocabulary,
  ) {}

  /** Number of ids in use; every id is below it. */
  get size(): number {
    return this.starts.length;
  }

  nameOf(id: number): string {
    return this.vocabulary.words[id] ?? this.text.slice(this.starts[id], this.ends[id]);
  }

  /** The id of a name that may not occur in the text; 0 when it does not. */
  find(name: string): number {
    const known = this.vocabulary.idOf(name);
    if (known > 0) return known;
    for (let id = this.vocabulary.words.length; id < this.size; id++) {
      const start = this.starts[id] ?? 0;
      if (this.ends[id] === start + name.length && this.text.startsWith(name, start)) return id;
    }
    return 0;
  }
}
