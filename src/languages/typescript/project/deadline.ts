/** A check asks at every expression: reading the clock each time would take a tenth of its time. */
const ASKED_FOR_ONE_READING = 256;

/** A span of computing that ends. */
export class Deadline {
  private readonly endMs: number;
  private asked = 0;
  private isPassed = false;

  /** `computedMs` tells the computing so far, in milliseconds. */
  constructor(
    private readonly computedMs: () => number,
    spanMs: number,
  ) {
    this.endMs = computedMs() + spanMs;
  }

  get isOver(): boolean {
    if (this.asked++ % ASKED_FOR_ONE_READING === 0) this.isPassed = this.computedMs() > this.endMs;
    return this.isPassed;
  }
}
