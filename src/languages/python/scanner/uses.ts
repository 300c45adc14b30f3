import { IntegerList } from './lists';

/** Uses of names that the host tracks, as `use-kinds` has them. */
export const uses = new IntegerList();

export function noteUse(kind: i32, first: i32, second: i32, third: i32): void {
  uses.push(kind);
  uses.push(first);
  uses.push(second);
  uses.push(third);
}
