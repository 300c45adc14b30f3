/** A call that the two versions do not answer alike. */
export interface Difference {
  /** What was called or asked, as a person would write it. */
  readonly call: string;
  /** What differs, in a few words: `the result`, `self.hits`, `messages to tcp://…`. */
  readonly what: string;
  readonly legacy: string;
  readonly migrated: string;
  /** Others are likely to follow from it: it is told before them. */
  readonly isCause?: true;
}

/** The one that is easiest to understand: a cause where there is one, the shortest call, and of those the shortest answers. */
export function smallestOf(differences: readonly Difference[]): Difference | undefined {
  const size = ({ call, legacy, migrated }: Difference): number => call.length * 4 + legacy.length + migrated.length;
  const causes = differences.filter(({ isCause }) => isCause);
  return (causes.length > 0 ? causes : differences).reduce<Difference | undefined>(
    (least, one) => (least === undefined || size(one) < size(least) ? one : least),
    undefined,
  );
}
