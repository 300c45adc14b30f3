import { adoptedClasses } from './adopted.js';
import { failed, passed, type Proof } from './proof.js';
import { methodsNamed } from '../syntax/methods-named.js';

/** No method of a class that a step has moved onto the base runs inside the base's constructor. */
export const proveHooks: Proof = (input) => {
  const id = 'hooks';
  const hooks = new Set(input.contract.constructorHooks);
  for (const { before, after } of adoptedClasses(input)) {
    for (const { name } of after.methods) {
      if (!hooks.has(name) || (before.isAdopted && methodsNamed(before, name).length > 0)) continue;
      return failed(id, `${after.name}.${name} would run inside the constructor of the base.`);
    }
  }
  return passed(id, "No method runs inside the base's constructor that did not before.");
};
