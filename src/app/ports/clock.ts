/** The time of day and a clock that never goes back, so that use cases can be tested at any moment. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  nowMs(): number;
  /** Milliseconds from some fixed moment; never decreases. */
  monotonicMs(): number;
}
