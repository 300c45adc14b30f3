/** Numbers the names of a file's texts, those of its stages included, so that names are told apart without a string of each place. */
export class NameNumbers {
  private readonly words = [''];
  private readonly numbers = new Map<string, number>();

  /** Every number is below it. */
  get size(): number {
    return this.words.length;
  }

  /** The number of a name, from now on if it had none. */
  numberOf(word: string): number {
    const known = this.numbers.get(word);
    if (known !== undefined) return known;
    const number = this.words.push(word) - 1;
    this.numbers.set(word, number);
    return number;
  }

  /** The number of a name that may not occur; 0, which is that of none, when it does not. */
  find(word: string): number {
    return this.numbers.get(word) ?? 0;
  }

  wordOf(number: number): string {
    return this.words[number] ?? '';
  }
}
