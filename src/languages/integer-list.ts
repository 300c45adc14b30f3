import { firstCapacity } from './first-capacity.js';

/** A list of integers that grows; `data` is longer than `length`. */
export class IntegerList {
  data = new Int32Array(firstCapacity);
  length = 0;

  push(value: number): void {
    if (this.length === this.data.length) this.widen();
    this.data[this.length++] = value;
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
