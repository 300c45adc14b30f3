import { baseBinding } from '../base-reference.js';
import { importsOf } from '../syntax/imports.js';
import { adoptedClasses, failed, passed, type Proof } from './proof.js';

/** The base is imported once, as a value, from a module that does not import the file in turn, and no import is bound twice. */
export const proveImports: Proof = (input) => {
  const id = 'imports';
  const { before, after, outside, contract } = input;
  const locals = importsOf(after).map(({ local }) => local);
  const twice = locals.find((local, index) => locals.indexOf(local) !== index);
  if (twice !== undefined && importsOf(before).filter(({ local }) => local === twice).length < 2) {
    return failed(id, `${twice} is imported twice.`);
  }
  const isNew = adoptedClasses(input).some(({ was }) => !was.isAdopted);
  if (!isNew || outside.base?.path === after.path) return passed(id, 'No import has come that closes a circle.');
  if (!baseBinding(after, input)) return failed(id, `${contract.class} is not imported as a value.`);
  const isNewImport = !baseBinding(before, input);
  if (isNewImport && outside.base && outside.base.importsBack.length > 0) {
    return failed(id, `The import of the base closes a circle: ${outside.base.importsBack.join(' → ')}.`);
  }
  return passed(id, 'The base is imported once, and its module does not import this file.');
};
