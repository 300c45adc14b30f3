import type { ProposedEdit, Renaming } from './edit-group.js';
import type { LeftNote } from './recipe.js';
import type { Reason } from '../reason.js';

/** What one question about an adoption came to. */
export type Finding =
  | { readonly kind: 'refused'; readonly reason: Reason }
  | {
      readonly kind: 'fine';
      readonly edits: readonly ProposedEdit[];
      readonly renamed: readonly Renaming[];
      /** Why a person has to look at it before it is carried out. */
      readonly review: readonly LeftNote[];
    };

export const fine = (part: Partial<Omit<Extract<Finding, { kind: 'fine' }>, 'kind'>> = {}): Finding => ({
  kind: 'fine',
  edits: [],
  renamed: [],
  review: [],
  ...part,
});

export const refused = (reason: Reason): Finding => ({ kind: 'refused', reason });

/** All findings as one; the first refusal stands for all of them. */
export function together(findings: readonly Finding[]): Finding {
  const refusal = findings.find(({ kind }) => kind === 'refused');
  if (refusal) return refusal;
  const parts = findings.flatMap((one) => (one.kind === 'fine' ? [one] : []));
  return fine({
    edits: parts.flatMap(({ edits }) => edits),
    renamed: parts.flatMap(({ renamed }) => renamed),
    review: parts.flatMap(({ review }) => review),
  });
}
