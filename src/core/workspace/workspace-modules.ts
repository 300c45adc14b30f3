import type { LanguageId } from '../facts/source-facts.js';
import type { ModuleFinder } from './name-resolution.js';
import { typeScriptExtensions } from './typescript-modules.js';

/** Finds modules as the language of the importing file does. */
export class WorkspaceModules implements ModuleFinder {
  constructor(private readonly finders: Readonly<Record<LanguageId, ModuleFinder>>) {}

  of(language: LanguageId): ModuleFinder {
    return this.finders[language];
  }

  find(module: string, importer: string): string | undefined {
    return this.of(languageOfPath(importer)).find(module, importer);
  }

  isOwn(module: string, importer: string): boolean {
    return this.of(languageOfPath(importer)).isOwn(module, importer);
  }
}

/** By the ending of the file's name; what is no source, such as a manifest, speaks of Python modules. */
export function languageOfPath(path: string): LanguageId {
  const isTypeScript = !path.endsWith('.py') && typeScriptExtensions.some((ending) => path.endsWith(ending));
  return isTypeScript ? 'typescript' : 'python';
}
