const LEAST_CAPACITY: i32 = 1024;

/** A list of integers that grows. What it leaves behind when it does is never used again: together less than what it holds at last. */
@unmanaged
export class IntegerList {
  data: usize = 0;
  length: i32 = 0;
  private capacity: i32 = 0;

  push(value: i32): void {
    if (this.length === this.capacity) this.widen();
    store<i32>(this.data + ((<usize>this.length) << 2), value);
    this.length++;
  }

  at(index: i32): i32 {
    return load<i32>(this.data + ((<usize>index) << 2));
  }

  set(index: i32, value: i32): void {
    store<i32>(this.data + ((<usize>index) << 2), value);
  }

  last(): i32 {
    return this.at(this.length - 1);
  }

  /** Takes the place of another list, which takes this one's. */
  exchange(other: IntegerList): void {
    const data = this.data;
    const length = this.length;
    const capacity = this.capacity;
    this.data = other.data;
    this.length = other.length;
    this.capacity = other.capacity;
    other.data = data;
    other.length = length;
    other.capacity = capacity;
  }

  /** Adds the integers of another list from `from` up to `to`, each of them `shift` more than there. */
  pushShifted(other: IntegerList, from: i32, to: i32, shift: i32): void {
    this.reserve(this.length + to - from);
    for (let at = from; at < to; at++) this.push(other.at(at) + shift);
  }

  /** The first place in an ascending list whose integer is `least` or more; its length when there is none. */
  firstFrom(least: i32): i32 {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.at(middle) < least) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Makes room for so many integers. */
  reserve(count: i32): void {
    if (count > this.capacity) this.widenTo(max(count, 2 * this.capacity));
  }

  private widen(): void {
    this.widenTo(this.capacity === 0 ? LEAST_CAPACITY : this.capacity * 2);
  }

  private widenTo(capacity: i32): void {
    this.data = wider(this.data, this.capacity << 2, capacity << 2);
    this.capacity = capacity;
  }
}

/** Adds `shift` to the integers from `first` up to `end`; -1, which is none, stays. */
export function move(data: usize, first: i32, end: i32, shift: i32): void {
  if (shift === 0) return;
  for (let at = first; at < end; at++) {
    const address = data + ((<usize>at) << 2);
    const integer = load<i32>(address);
    if (integer >= 0) store<i32>(address, integer + shift);
  }
}

/** Room of `newSize` bytes that begins with the `size` bytes at `from`. */
export function wider(from: usize, size: i32, newSize: i32): usize {
  const to = heap.alloc(newSize);
  memory.copy(to, from, size);
  return to;
}
