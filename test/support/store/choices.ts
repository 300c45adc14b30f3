/** A number from 0 to `below` - 1. */
export type Choose = (below: number) => number;

/** A small seeded generator (mulberry32), so that a failing state can be made again. */
export function seededChoice(seed: number): Choose {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Goes through every combination of the choices that something makes, one after the other. */
export class EveryChoice {
  private digits: { value: number; readonly below: number }[] = [];
  private position = 0;

  readonly choose: Choose = (below) => {
    const digit = (this.digits[this.position++] ??= { value: 0, below });
    return digit.value;
  };

  /** To the next combination; false when there is none left. */
  advance(): boolean {
    this.digits.length = this.position;
    this.position = 0;
    for (let last = this.digits.at(-1); last; last = this.digits.at(-1)) {
      if (++last.value < last.below) return true;
      this.digits.pop();
    }
    return false;
  }
}
