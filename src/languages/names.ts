import { firstCapacity } from './first-capacity.js';

/** Extends the hash of a name by one UTF-16 code unit. */
export const extendHash = (hash: number, code: number): number => (Math.imul(hash, 31) + code) | 0;

function hashOf(word: string): number {
  let hash = 0;
  for (let i = 0; i < word.length; i++) hash = extendHash(hash, word.charCodeAt(i));
  return hash;
}

const slotOf = (hash: number, mask: number): number => (Math.imul(hash, 0x9e3779b1) >>> 7) & mask;

const CAPITAL_A = 65;
const CAPITAL_Z = 90;

/** Words whose ids are known before any text is read: their places in the list, from 1, repetitions left out. */
export class Vocabulary {
  readonly words: readonly string[];
  readonly hashes: Int32Array;
  /** Open-addressing table of ids, 0 for a free slot; at most a quarter full. */
  readonly slots: Int32Array;
  private readonly ids = new Map<string, number>();

  constructor(words: Iterable<string>) {
    this.words = ['', ...new Set<string>(words)];
    this.hashes = Int32Array.from(this.words, hashOf);
    const size = 2 ** Math.ceil(Math.log2(this.words.length * 4));
    this.slots = new Int32Array(Math.max(size, 1024));
    for (let id = 1; id < this.words.length; id++) {
      this.ids.set(this.words[id] ?? '', id);
      place(this.slots, this.hashes, id);
    }
  }

  /** The id of a word of the vocabulary; 0 for any other. */
  idOf(word: string): number {
    return this.ids.get(word) ?? 0;
  }
}

function place(slots: Int32Array, hashes: Int32Array, id: number): void {
  const mask = slots.length - 1;
  let slot = slotOf(hashes[id] ?? 0, mask);
  while (slots[slot] !== 0) slot = (slot + 1) & mask;
  slots[slot] = id;
}

/** Numbers the names of one text without making a string of any: equal names have equal ids, words of the vocabulary have theirs. */
export class NameTable {
  private text = '';
  private units: Uint16Array = new Uint16Array(0);
  private slots: Int32Array;
  private hashes: Int32Array;
  private starts: Int32Array;
  private ends: Int32Array;
  private next: number;
  private readonly known: number;

  constructor(readonly vocabulary: Vocabulary) {
    this.known = vocabulary.words.length;
    this.next = this.known;
    this.slots = vocabulary.slots.slice();
    this.hashes = new Int32Array(this.known + firstCapacity);
    this.hashes.set(vocabulary.hashes);
    this.starts = new Int32Array(this.known + firstCapacity);
    this.ends = new Int32Array(this.known + firstCapacity);
  }

  /** Number of ids in use; every id is below it. */
  get size(): number {
    return this.next;
  }

  /** Forgets the names of the text before; `units` are the code units of the new one. */
  reset(text: string, units: Uint16Array): void {
    this.text = text;
    this.units = units;
    this.next = this.known;
    const { slots } = this.vocabulary;
    if (this.slots.length === slots.length) this.slots.set(slots);
    else this.slots = slots.slice();
  }

  /** The id of the name at `start`–`end`, whose code units give `hash`. */
  intern(start: number, end: number, hash: number): number {
    const { slots, hashes } = this;
    const mask = slots.length - 1;
    let slot = slotOf(hash, mask);
    for (;;) {
      const id = slots[slot] ?? 0;
      if (id === 0) return this.add(start, end, hash, slot);
      if (hashes[id] === hash && this.isNameAt(id, start, end)) return id;
      slot = (slot + 1) & mask;
    }
  }

  /** The id of a name that may not occur in the text; 0 when it does not. */
  find(name: string): number {
    const hash = hashOf(name);
    const mask = this.slots.length - 1;
    for (let slot = slotOf(hash, mask); ; slot = (slot + 1) & mask) {
      const id = this.slots[slot] ?? 0;
      if (id === 0 || (this.hashes[id] === hash && this.nameOf(id) === name)) return id;
    }
  }

  nameOf(id: number): string {
    return this.vocabulary.words[id] ?? this.text.slice(this.starts[id], this.ends[id]);
  }

  /** Whether a name of the text, not of the vocabulary, begins with a capital letter. */
  isCapitalized(id: number): boolean {
    const code = this.text.charCodeAt(this.starts[id] ?? 0);
    return code >= CAPITAL_A && code <= CAPITAL_Z;
  }

  private isNameAt(id: number, start: number, end: number): boolean {
    const { units } = this;
    if (id < this.known) {
      const word = this.vocabulary.words[id] ?? '';
      if (word.length !== end - start) return false;
      for (let i = 0; i < word.length; i++) if (word.charCodeAt(i) !== units[start + i]) return false;
      return true;
    }
    let at = this.starts[id] ?? 0;
    if ((this.ends[id] ?? 0) - at !== end - start) return false;
    for (let i = start; i < end; i++) if (units[i] !== units[at++]) return false;
    return true;
  }

  private add(start: number, end: number, hash: number, slot: number): number {
    const id = this.next++;
    if (id >= this.hashes.length) this.widen();
    this.hashes[id] = hash;
    this.starts[id] = start;
    this.ends[id] = end;
    this.slots[slot] = id;
    if (this.next * 2 > this.slots.length) this.rehash();
    return id;
  }

  private widen(): void {
    const wider = (from: Int32Array): Int32Array => {
      const to = new Int32Array(from.length * 2);
      to.set(from);
      return to;
    };
    this.hashes = wider(this.hashes);
    this.starts = wider(this.starts);
    this.ends = wider(this.ends);
  }

  private rehash(): void {
    this.slots = new Int32Array(this.slots.length * 2);
    for (let id = 1; id < this.next; id++) place(this.slots, this.hashes, id);
  }
}
