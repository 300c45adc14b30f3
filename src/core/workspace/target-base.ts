import type { Config } from '../config/config.js';
import { matchesPath } from '../config/agent-pattern.js';
import type { ClassReference, ContractSetting } from '../config/contract-setting.js';
import { defaultPythonContract } from '../contract/default-profile.js';
import { defaultTypeScriptContract } from '../contract/default-typescript-profile.js';
import type { LanguageId } from '../facts/source-facts.js';
import type { NameResolver } from './name-resolution.js';
import type { ClassRef, SourceFile } from './source-file.js';
import { languageOfPath, type WorkspaceModules } from './workspace-modules.js';

/** The base class that agents are moved onto, as far as an assessment needs to know it. */
export interface TargetBase {
  /** Dotted module as agents import it; empty when the configuration names the class by its file. */
  readonly module: string;
  readonly class: string;
  /** The module is no part of the workspace and need not resolve. */
  readonly external: boolean;
  /** The class itself; absent when it is external, or not there. */
  readonly ref?: ClassRef;
}

export interface TargetSources {
  readonly files: ReadonlyMap<string, SourceFile>;
  readonly modules: WorkspaceModules;
  readonly names: NameResolver;
}

/** The module and class of the profile that holds where nothing is configured. */
const defaults: Readonly<Record<LanguageId, { readonly module: string; readonly class: string }>> = {
  python: { module: defaultPythonContract.module, class: defaultPythonContract.class },
  typescript: { module: defaultTypeScriptContract.module, class: defaultTypeScriptContract.class },
};

interface ContractTarget {
  readonly files: string;
  readonly language: LanguageId;
  readonly target: TargetBase;
}

/** A contract speaks of one language: that of the class it names, or the one that is written in it. */
export function languageOfContract(setting: ContractSetting): LanguageId {
  if (setting.kind === 'class') return languageOfPath(setting.reference.file);
  const { fields, extends: base } = setting;
  return fields.language ?? (typeof base === 'object' ? languageOfPath(base.file) : 'python');
}

/** Answers which base a file's agents belong on: the first rule of the configuration that matches, else the documented profile. */
export class TargetBases {
  private readonly rules: readonly ContractTarget[];
  private readonly standard = new Map<LanguageId, TargetBase>();

  constructor(
    config: Pick<Config, 'contracts'>,
    private readonly sources: TargetSources,
  ) {
    this.rules = config.contracts.map(({ files, contract }) => {
      const language = languageOfContract(contract);
      return { files, language, target: this.configured(contract, language) };
    });
  }

  of({ path, facts }: SourceFile): TargetBase {
    const { languageId } = facts;
    const rule = this.rules.find(
      ({ files, language }) => language === languageId && (files === '**' || matchesPath(files, path)),
    );
    return rule?.target ?? this.standardFor(languageId);
  }

  /** The base of files that no rule singles out. */
  ofWorkspace(language: LanguageId): TargetBase {
    const rule = this.rules.find((one) => one.language === language && one.files === '**');
    return rule?.target ?? this.standardFor(language);
  }

  /** Every base that some file's agents belong on. */
  all(): readonly TargetBase[] {
    return [...this.rules.map(({ target }) => target), ...this.standard.values()];
  }

  private configured(setting: ContractSetting, language: LanguageId): TargetBase {
    if (setting.kind === 'class') return this.classIn(setting.reference);
    const { extends: base, fields } = setting;
    const start = base === 'nothing' ? undefined : base === 'default' ? this.standardFor(language) : this.classIn(base);
    if (fields.module === undefined && fields.class === undefined && start) return start;
    const module = fields.module ?? start?.module ?? '';
    const name = fields.class ?? start?.class ?? '';
    return this.named(module, name, { language, external: fields.external === true });
  }

  private classIn({ file: path, class: name }: ClassReference): TargetBase {
    return { module: '', class: name, external: false, ...asRef(this.sources.files.get(path), name) };
  }

  private named(
    module: string,
    name: string,
    { language, external }: { readonly language: LanguageId; readonly external: boolean },
  ): TargetBase {
    const path = external ? undefined : this.sources.modules.of(language).find(module, '');
    const file = path === undefined ? undefined : this.sources.files.get(path);
    const found = file && this.sources.names.resolve(file, name);
    return { module, class: name, external, ...(found?.kind === 'class' ? { ref: found.ref } : {}) };
  }

  private standardFor(language: LanguageId): TargetBase {
    const known = this.standard.get(language);
    if (known) return known;
    const { module, class: name } = defaults[language];
    const documented = this.named(module, name, { language, external: false });
    const ref = documented.ref ?? mostInherited(name, language, this.sources);
    const target = { ...documented, ...(ref ? { ref } : {}) };
    this.standard.set(language, target);
    return target;
  }
}

function asRef(file: SourceFile | undefined, name: string): { readonly ref?: ClassRef } {
  const fact = file?.facts.classes.find((one) => one.topLevel && one.name === name);
  return file && fact ? { ref: { file, class: fact } } : {};
}

/**
 * The class of this name that most classes of the workspace inherit, for workspaces whose base lies elsewhere than the documented
 * profile says; `undefined` when no class inherits one. Ties go to the shorter path.
 */
function mostInherited(name: string, language: LanguageId, { files, names }: TargetSources): ClassRef | undefined {
  const heirs = new Map<string, { readonly ref: ClassRef; count: number }>();
  for (const file of files.values()) {
    if (file.facts.languageId !== language) continue;
    for (const ref of basesCalled(name, file, names)) {
      const entry = heirs.get(ref.file.path) ?? { ref, count: 0 };
      entry.count++;
      heirs.set(ref.file.path, entry);
    }
  }
  const ranked = [...heirs.values()].sort((a, b) => b.count - a.count || byPath(a.ref.file.path, b.ref.file.path));
  return ranked[0]?.ref;
}

function basesCalled(name: string, file: SourceFile, names: NameResolver): readonly ClassRef[] {
  return file.facts.classes.flatMap((fact) =>
    fact.bases.flatMap((base) => {
      if (base.text !== name && !base.resolved.endsWith(`.${name}`)) return [];
      const found = names.resolve(file, base.text, fact);
      return found.kind === 'class' && found.ref.class.name === name ? [found.ref] : [];
    }),
  );
}

function byPath(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1);
}
