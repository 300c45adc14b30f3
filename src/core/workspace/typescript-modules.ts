import type { ModuleSettings } from './module-settings.js';
import type { ModuleFinder } from './name-resolution.js';
import { folderOf, joinPath } from './paths.js';

/** Endings of TypeScript and JavaScript sources, in the order in which a specifier without one finds them. */
export const typeScriptExtensions: readonly string[] = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];

/** What a specifier's ending may stand for: the compiler writes imports as they will be when everything is JavaScript. */
const sourcesOf: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js', '.jsx'],
  '.jsx': ['.tsx', '.jsx'],
  '.mjs': ['.mts', '.mjs'],
  '.cjs': ['.cts', '.cjs'],
};

/**
 * Finds the file behind a specifier without running Node: relative ones, those that `paths` and `baseUrl` of a tsconfig map, and packages of
 * the workspace itself, whose entry is looked for among their sources.
 */
export class TypeScriptModules implements ModuleFinder {
  private readonly files: ReadonlySet<string>;

  constructor(
    paths: Iterable<string>,
    private readonly settings: ModuleSettings,
  ) {
    this.files = new Set(paths);
  }

  find(module: string, importer: string): string | undefined {
    if (importer === '') return this.fileAt(module) ?? this.fileAt(`src/${module}`);
    if (isRelative(module)) return this.fileAt(joinPath(folderOf(importer), module));
    for (const path of this.settings.mapped(module, importer)) {
      const found = this.fileAt(path);
      if (found !== undefined) return found;
    }
    for (const path of this.settings.packageEntries(module)) {
      const found = this.fileAt(path);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  isOwn(module: string, importer: string): boolean {
    if (isRelative(module)) return true;
    return this.settings.isAlias(module, importer) || this.settings.packageEntries(module).length > 0;
  }

  private fileAt(path: string | undefined): string | undefined {
    if (path === undefined) return undefined;
    const ending = /\.[mc]?jsx?$/.exec(path)?.[0];
    const stem = ending === undefined ? path : path.slice(0, -ending.length);
    const written = ending === undefined ? [path] : (sourcesOf[ending] ?? []).map((one) => stem + one);
    const tried = [...written, ...typeScriptExtensions.map((one) => path + one), ...indexes(path)];
    return tried.find((one) => this.files.has(one));
  }
}

const isRelative = (module: string): boolean => /^\.{1,2}(?:\/|$)/.test(module);

const indexes = (folder: string): readonly string[] =>
  typeScriptExtensions.map((ending) => (folder === '' ? `index${ending}` : `${folder}/index${ending}`));
