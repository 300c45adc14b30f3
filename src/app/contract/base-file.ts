import type { BaseFile } from '../../core/rewrite/outside-uses.js';
import type { ClassRef, SourceFile } from '../../core/workspace/source-file.js';
import type { WorkspaceIndex } from '../../core/workspace/workspace-index.js';
import { wayBack } from './way-back.js';

/** Where the base class of a file lies, how the file's imports lead to it, and whether its imports lead back. */
export function baseFile(file: SourceFile, index: WorkspaceIndex): { readonly base?: BaseFile } {
  const { ref } = index.targetOf(file);
  if (!ref) return {};
  const { path, facts } = ref.file;
  if (facts.languageId === 'python')
    return { base: { path, isDefault: false, specifiers: [], importsBack: wayBack(ref.file, file, index) } };
  const ofPackage = basePackage(file, ref, index);
  const entry = ofPackage?.specifier === undefined ? undefined : index.modules.find(ofPackage.specifier, file.path);
  const leads = file.facts.imports.filter(({ local }) =>
    [local, `${local}.${ref.class.name}`].some((written) => {
      const found = index.names.resolve(file, written);
      return found.kind === 'class' && found.ref.file.path === path && found.ref.class.name === ref.class.name;
    }),
  );
  const exported = facts.exports ?? [];
  const named = exported.some((one) => one.exported === ref.class.name && one.module === undefined);
  const isDefault = !named && exported.some((one) => one.exported === 'default' && one.name === ref.class.name);
  const specifiers = [...new Set(leads.map(({ module }) => module))];
  const start = (entry === undefined ? undefined : index.files.get(entry)) ?? ref.file;
  const importsBack = wayBack(start, file, index);
  if (!ofPackage) return { base: { path, isDefault, specifiers, importsBack } };
  return { base: { path, isDefault: false, specifiers, importsBack, package: ofPackage } };
}

/** The package of the base, where the file belongs to another, and the name by which that one has the class already. */
function basePackage(file: SourceFile, { file: own, class: base }: ClassRef, index: WorkspaceIndex) {
  const name = index.packageOf(own.path);
  const around = index.packageOf(file.path);
  if (name === undefined || name === around) return undefined;
  for (const other of index.files.values()) {
    if (other.facts.languageId !== 'typescript' || index.packageOf(other.path) !== around) continue;
    for (const { symbol, local, module } of other.facts.imports) {
      if (symbol !== base.name || module.startsWith('.')) continue;
      const found = index.names.resolve(other, local);
      if (found.kind === 'class' && found.ref.file.path === own.path && found.ref.class.name === base.name)
        return { name, specifier: module };
    }
  }
  return { name };
}
