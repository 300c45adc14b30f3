import { oncePerModule } from '../once-per-module.js';
import { isExported } from '../syntax/exports.js';
import { importedNames } from '../syntax/imports.js';
import { failed, passed, type Proof } from './proof.js';

/** Imports that are gone are needed nowhere, imports that are new are used, and what was taken away leaves no import without a use. */
export const proveImports: Proof = ({ before, after, outside }) => {
  const id = 'imports';
  const had = new Set([...unusedImports(before), ...outside.moduleNames.map(({ name }) => name)]);
  const unused = [...unusedImports(after)].find((name) => !had.has(name));
  if (unused !== undefined) return failed(id, `The import of ${unused} is left without a use.`);
  return passed(id, 'No import is left without a use that had one.');
};

/** Names that module-level imports bind and that nothing reads; names in `__all__` are read by others. */
const unusedImports = oncePerModule((module): ReadonlySet<string> => {
  const names = importedNames(module).filter(({ statement, local }) => {
    return (
      statement.type !== 'future_import_statement' &&
      module.scopes.bindings.has(local) &&
      module.readsOf(local).next().done === true
    );
  });
  return new Set(names.map(({ local }) => local).filter((name) => !isExported(module, name)));
});
