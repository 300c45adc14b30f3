/**
 * For every group, the other groups that reach it: everything that may stop working with it. Groups come after what they reach, as
 * `stronglyConnected` orders them, so that one pass from the end meets everybody who needs a group before the group itself. Yields after
 * each group.
 */
export function* neededBy(
  reaches: readonly ReadonlySet<number>[],
): Generator<undefined, readonly ReadonlySet<number>[]> {
  const needing: Set<number>[] = reaches.map(() => new Set());
  for (let group = reaches.length - 1; group >= 0; group -= 1) {
    for (const needed of reaches[group] ?? []) {
      const all = needing[needed];
      all?.add(group);
      for (const one of needing[group] ?? []) all?.add(one);
    }
    yield;
  }
  return needing;
}
