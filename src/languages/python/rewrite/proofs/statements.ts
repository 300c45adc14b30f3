import { compareStatements } from '../statements/compare-statements.js';
import { ExplainedStatements } from '../statements/explained-statements.js';
import type { Statement } from '../statements/read-statements.js';
import type { PythonModule } from '../syntax/python-module.js';
import { failed, passed, type Proof } from './proof.js';

/**
 * Every statement says what it said before, by the names that it has now; one that is gone or new has to do with the base, or with what the
 * step declared as removed or renamed. What edits for review do is for a person to say.
 */
export const proveStatements: Proof = ({ before, after, groups, classes, contract }) => {
  const id = 'statements';
  if (groups.some(({ safety }) => safety !== 'safe'))
    return { id, status: 'skipped', detail: 'Edits for review were chosen: what they change is for a person to say.' };
  const removed = groups.flatMap((group) => group.removed ?? []);
  const renamed = groups.flatMap((group) => group.renamed ?? []);
  const compared = compareStatements(before, after, renamed);
  const statements = new ExplainedStatements({ before, after }, { classes, contract, removed, renamed }, compared);
  const { lost, added } = statements;
  if (lost) {
    const what = `"${shortened(lost)}" (line ${before.lineOf(lost)} of the text before)`;
    return failed(id, `${what} is gone, and has to do with nothing that was removed, renamed or left to the base.`);
  }
  if (added) return failedAt(id, after, added);
  return passed(
    id,
    'Every statement is as it was, but for those that what was removed, renamed or left to the base explains.',
  );
};

function failedAt(id: string, after: PythonModule, added: Statement): ReturnType<Proof> {
  const line = after.lineOf(added);
  const detail = `"${shortened(added)}" (line ${line}) is new, and has to do with nothing that was removed, renamed or left to the base.`;
  return failed(id, detail, line);
}

const shortened = ({ text }: Statement): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text);
