import { firstCapacity } from './first-capacity.js';

/** A list of integers that grows; `data` is longer than `length`. */
export class IntegerList {
  data = new Int32Array(firstCapacity);
  length = 0;

  push(value: number): void {
    if (this.length === this.data.length) this.widen();
    this.data[this.length++] = value;
  }

  /** Adds the integers of another list from `from` up to `to`, each of them `shift` more than there. */
  pushShifted({ data }: IntegerList, from: number, to: number, shift: number): void {
    const first = this.length;
    this.length += to - from;
    while (this.length > this.data.length) this.widen();
    const own = this.data;
    own.set(data.subarray(from, to), first);
    if (shift === 0) return;
    for (let at = first; at < this.length; at++) own[at] = (own[at] ?? 0) + shift;
  }

  at(index: number): number {
    return this.data[index] ?? 0;
  }

  private widen(): void {
    const wider = new Int32Array(this.data.length * 2);
    wider.set(this.data);
    this.data = wider;
  }
}
