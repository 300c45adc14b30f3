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

/** Room of `newSize` bytes that begins with the `size` bytes at `from`. */
export function wider(from: usize, size: i32, newSize: i32): usize {
  const to = heap.alloc(newSize);
  memory.copy(to, from, size);
  return to;
}
