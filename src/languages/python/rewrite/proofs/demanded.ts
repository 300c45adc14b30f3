import { classLevelNames } from '../syntax/class-level-names.js';
import { adoptedClasses } from './adopted.js';
import { failed, passed, type Proof } from './proof.js';

/** A class that a step has moved onto the base defines every method that the base leaves to its agents: without one, it cannot be made. */
export const proveDemanded: Proof = (input) => {
  const id = 'demanded';
  for (const { before, after } of adoptedClasses(input)) {
    const [had, has] = [classLevelNames(input.before, before), classLevelNames(input.after, after)].map(
      (names) => new Set(names.map(({ name }) => name)),
    );
    const missing = input.contract.abstractMethods.find(
      (name) => !has?.has(name) && !(before.isAdopted && !had?.has(name)),
    );
    if (missing !== undefined)
      return failed(id, `${after.name} lacks ${missing}, which ${input.contract.class} demands.`);
  }
  return passed(id, 'Every method that the base demands is there.');
};
