import { firstCapacity } from './first-capacity.js';

/** Room behind the last code unit, always 0, so that a scanner may look ahead without asking where the text ends. */
const LOOK_AHEAD = 8;

/** Code units that are compared at once. */
const BLOCK = 1024;

/** The UTF-16 code units of one text. An array is read several times as fast as `charCodeAt`; reused for the next text. */
export class CodeUnits {
  /** Longer than the text; what lies behind it is 0 as far as a scanner looks ahead. */
  data = new Uint16Array(firstCapacity);
  length = 0;
  private bytes = Buffer.from(this.data.buffer);

  read(text: string): void {
    const { length } = text;
    this.length = length;
    if (this.data.length < length + LOOK_AHEAD) {
      this.data = new Uint16Array(2 * length + LOOK_AHEAD);
      this.bytes = Buffer.from(this.data.buffer);
    }
    if (isLittleEndian) this.bytes.write(text, 'utf16le');
    else for (let at = 0; at < length; at++) this.data[at] = text.charCodeAt(at);
    this.data.fill(0, length, length + LOOK_AHEAD);
  }

  at(index: number): number {
    return this.data[index] ?? 0;
  }

  /** How many code units the two texts begin with alike. */
  sharedStart(other: CodeUnits): number {
    const length = Math.min(this.length, other.length);
    let at = 0;
    while (at + BLOCK <= length && this.isEqual(other, at, at)) at += BLOCK;
    while (at < length && this.data[at] === other.data[at]) at++;
    return at;
  }

  /** How many code units the two texts end with alike, `atMost` of them. */
  sharedEnd(other: CodeUnits, atMost: number): number {
    const [own, others] = [this.length, other.length];
    let count = 0;
    while (count + BLOCK <= atMost && this.isEqual(other, own - count - BLOCK, others - count - BLOCK)) count += BLOCK;
    while (count < atMost && this.data[own - count - 1] === other.data[others - count - 1]) count++;
    return count;
  }

  private isEqual(other: CodeUnits, own: number, others: number): boolean {
    return this.bytes.compare(other.bytes, 2 * others, 2 * (others + BLOCK), 2 * own, 2 * (own + BLOCK)) === 0;
  }
}

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
