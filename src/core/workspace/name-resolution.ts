import type { ExportFact, ImportFact } from '../facts/source-facts.js';
import type { ClassRef, SourceFile } from './source-file.js';

/** Re-exports are followed so many times; a longer chain is a cycle or a maze. */
const maxHops = 8;

export type NameResolution =
  | { readonly kind: 'class'; readonly ref: ClassRef }
  /** Imported from a library, or a builtin. `name` is dotted, through aliases. */
  | { readonly kind: 'external'; readonly name: string }
  /** Imported from a module of the workspace that does not exist or does not have the name. */
  | { readonly kind: 'dangling'; readonly name: string }
  /** Nothing in the file binds the name. */
  | { readonly kind: 'unbound'; readonly name: string };

/** Where modules lie; one per language. */
export interface ModuleFinder {
  find(module: string, importer: string): string | undefined;
  /** The module belongs to the workspace by its name, whether or not it exists. */
  isOwn(module: string, importer: string): boolean;
}

/** Follows names to classes over the files of a workspace: through imports, aliases and re-exports, never by the bare name. */
export class NameResolver {
  constructor(
    private readonly files: ReadonlyMap<string, SourceFile>,
    private readonly modules: ModuleFinder,
  ) {}

  /** `name` as written in the file, dotted or not. `except` is a class that the name cannot mean: the one being defined. */
  resolve(file: SourceFile, name: string, except?: ClassRef['class']): NameResolution {
    return this.follow(file, name, 0, except);
  }

  private follow(file: SourceFile, name: string, hops: number, except?: ClassRef['class']): NameResolution {
    if (hops > maxHops) return { kind: 'dangling', name };
    const own = file.facts.classes.find((one) => one.name === name && one.topLevel && one !== except);
    const head = name.split('.')[0] ?? name;
    const bindings = file.facts.imports.filter((one) => one.local === head && one.symbol !== '*');
    // A definition after an unconditional import replaces it; beside a conditional one it is the fallback.
    if (own && bindings.every((one) => one.unconditional && one.range.line < own.range.line)) return asClass(file, own);
    const answers = bindings.map((binding) => this.followImport(file, binding, name, hops));
    const found = answers.find(({ kind }) => kind === 'class');
    if (found) return found;
    if (own) return asClass(file, own);
    return this.followStars(file, name, hops) ?? answers[0] ?? { kind: 'unbound', name };
  }

  private followImport(file: SourceFile, binding: ImportFact, name: string, hops: number): NameResolution {
    const { module, symbol, local } = binding;
    if (file.facts.languageId === 'typescript')
      return this.followSpecifier(file, module, namesBehind(binding, name), hops);
    const rest = name
      .slice(local.length + 1)
      .split('.')
      .filter(Boolean);
    if (symbol !== undefined) return this.followModule(file, module, [symbol, ...rest], hops);
    // `import a.b` binds `a`; what is written after it may name modules too.
    const bound = module.split('.')[0] === local ? local : module;
    return this.followModule(file, bound, rest, hops);
  }

  /** What a module offers under a name; without names, what it is as a whole. */
  private followSpecifier(file: SourceFile, module: string, names: readonly string[], hops: number): NameResolution {
    const whole = [module, ...names].join('.');
    const target = this.fileOf(module, file);
    if (!target) return { kind: this.modules.isOwn(module, file.path) ? 'dangling' : 'external', name: whole };
    const answer = this.offered(target, names.length === 0 ? ['export='] : names, hops + 1);
    return answer.kind === 'unbound' ? { kind: 'dangling', name: whole } : answer;
  }

  /** What others get from a file under a name: by an alias, by the name itself, or through all that another module offers. */
  private offered(file: SourceFile, [head = '', ...rest]: readonly string[], hops: number): NameResolution {
    const unbound: NameResolution = { kind: 'unbound', name: [head, ...rest].join('.') };
    if (hops > maxHops) return { ...unbound, kind: 'dangling' };
    const exports = file.facts.exports ?? [];
    const aliases = exports.filter(({ exported }) => exported === head || exported === otherWhole.get(head));
    const alias = aliases.find(({ exported }) => exported === head) ?? aliases[0];
    if (alias) return this.followAlias(file, alias, rest, hops);
    const own = this.follow(file, unbound.name, hops);
    if (own.kind !== 'unbound') return own;
    for (const { exported, module } of exports) {
      if (exported !== '*' || module === undefined || head === 'default') continue;
      const answer = this.followSpecifier(file, module, [head, ...rest], hops);
      if (answer.kind === 'class') return answer;
    }
    return unbound;
  }

  private followAlias(
    file: SourceFile,
    { name, module }: ExportFact,
    rest: readonly string[],
    hops: number,
  ): NameResolution {
    const names = name === '' ? rest : [name, ...rest];
    if (module !== undefined) return this.followSpecifier(file, module, names, hops);
    return this.follow(file, names.join('.'), hops);
  }

  /** Names after a module may be modules below it; the longest part that is one holds the remaining names. */
  private followModule(file: SourceFile, module: string, names: readonly string[], hops: number): NameResolution {
    const whole = extended(module, names);
    for (let count = names.length - 1; count >= 0; count--) {
      const target = this.fileOf(extended(module, names.slice(0, count)), file);
      if (target === undefined) continue;
      const answer = this.follow(target, names.slice(count).join('.'), hops + 1);
      return answer.kind === 'unbound' ? { kind: 'dangling', name: whole } : answer;
    }
    return { kind: this.modules.isOwn(module, file.path) ? 'dangling' : 'external', name: whole };
  }

  private followStars(file: SourceFile, name: string, hops: number): NameResolution | undefined {
    for (const { symbol, module } of file.facts.imports) {
      if (symbol !== '*') continue;
      const target = this.fileOf(module, file);
      const answer = target && this.follow(target, name, hops + 1);
      if (answer?.kind === 'class') return answer;
    }
    return undefined;
  }

  private fileOf(module: string, importer: SourceFile): SourceFile | undefined {
    const path = this.modules.find(module, importer.path);
    return path === undefined ? undefined : this.files.get(path);
  }
}

/** A default export and a whole module stand for each other between module systems. */
const otherWhole: ReadonlyMap<string, string> = new Map([
  ['default', 'export='],
  ['export=', 'default'],
]);

/** What of an import's module a name means: the imported name, and the members written behind the local one. */
function namesBehind({ symbol, local }: ImportFact, name: string): readonly string[] {
  const members = name.slice(local.length + 1);
  return [...(symbol === undefined ? [] : symbol.split('.')), ...(members === '' ? [] : members.split('.'))];
}

function asClass(file: SourceFile, found: ClassRef['class']): NameResolution {
  return { kind: 'class', ref: { file, class: found } };
}

function extended(module: string, names: readonly string[]): string {
  if (names.length === 0) return module;
  return `${module}${module.endsWith('.') ? '' : '.'}${names.join('.')}`;
}
