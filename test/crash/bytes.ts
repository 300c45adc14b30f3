import fc from 'fast-check';
import { anyFile, migrateAndRollBack } from '../support/store/byte-fidelity.js';
import { judged, type Outcome, type Part } from './part.js';

export const fidelity: readonly Part[] = [
  {
    id: 'identity',
    promise: 'migrating and rolling back gives back every byte',
    run: (every) => tryFiles(every, (text) => text),
  },
  {
    id: 'edits',
    promise: 'with an edit in between, the edit on the original',
    run: (every) => tryFiles(every, (text) => `${text}\nadded = 1`),
  },
];

async function tryFiles(every: number, edit: (text: string) => string): Promise<Outcome> {
  const numRuns = Math.ceil(10_000 / every);
  const property = fc.asyncProperty(
    anyFile,
    async (content) => (await migrateAndRollBack(content, edit)) === edit(content),
  );
  const { failed, counterexample } = await fc.check(property, { numRuns });
  return judged([`${numRuns} files of any bytes`], failed ? [JSON.stringify(counterexample)] : []);
}
