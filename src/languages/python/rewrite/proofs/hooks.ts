import { adoptedClasses } from './adopted.js';
import { failed, passed, type Proof } from './proof.js';

/** No method of a class that a step has moved onto the base runs inside the base's constructor. */
export const proveHooks: Proof = (input) => {
  const id = 'hooks';
  const hooks = new Set(input.contract.constructorHooks);
  for (const { before, after } of adoptedClasses(input)) {
    const had = before.isAdopted ? new Set(before.methods.map(({ name }) => name)) : new Set<string>();
    const shadowing = after.methods.find(({ name }) => hooks.has(name) && !had.has(name));
    if (shadowing) return failed(id, `${after.name}.${shadowing.name} would run inside the constructor of the base.`);
  }
  return passed(id, "No method runs inside the base's constructor that did not before.");
};
