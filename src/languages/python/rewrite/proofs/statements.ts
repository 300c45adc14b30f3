import { compareStatements } from '../statements/compare-statements.js';
import { ExplainedStatements } from '../statements/explained-statements.js';
import type { Statement } from '../statements/read-statements.js';
import { failed, passed, type Proof } from './proof.js';

const unrelated = 'and has to do with nothing that was removed, renamed or left to the base.';

/**
 * Every statement says what it said before, by the names that it has now; one that is gone or new has to do with the base, or with what the
 * step declared as removed or renamed. What edits for review do is for a person to say.
 */
export const proveStatements: Proof = ({ before, after, groups, classes, contract }) => {
  const id = 'statements';
  const kept = passed(id, 'Every statement that is gone or new has a reason: removed, renamed or left to the base.');
  if (before.text === after.text) return kept;
  if (groups.some(({ safety }) => safety !== 'safe'))
    return { id, status: 'skipped', detail: 'Edits for review were chosen: what they change is for a person to say.' };
  const removed = groups.flatMap((group) => group.removed ?? []);
  const renamed = groups.flatMap((group) => group.renamed ?? []);
  const compared = compareStatements(before, after, renamed);
  const { lost, added } = new ExplainedStatements({ before, after }, { classes, contract, removed, renamed }, compared);
  if (lost)
    return failed(id, `"${shortened(lost)}" (line ${before.lineOf(lost)} of the text before) is gone, ${unrelated}`);
  if (!added) return kept;
  const line = after.lineOf(added);
  return failed(id, `"${shortened(added)}" (line ${line}) is new, ${unrelated}`, line);
};

const shortened = ({ text }: Statement): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text);
