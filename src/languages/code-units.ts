import { firstCapacity } from './first-capacity.js';

/** Room behind the last code unit, always 0, so that a scanner may look ahead without asking where the text ends. */
const LOOK_AHEAD = 8;

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
}

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
