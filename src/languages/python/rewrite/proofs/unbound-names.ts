import { failed, passed, type Proof } from './proof.js';

/** Nothing is read that nothing binds, unless it was so before. */
export const proveNames: Proof = ({ before, after }) => {
  const id = 'names';
  const lost = [...after.unboundNames].find(([name]) => !before.unboundNames.has(name));
  if (lost) {
    const line = after.lineOf(lost[1]);
    return failed(id, `The name ${lost[0]} in line ${line} of the result is bound nowhere.`, line);
  }
  return passed(id, 'No name has become unbound.');
};
