import { matchesPath } from '../../core/config/agent-pattern.js';
import type { Config } from '../../core/config/config.js';
import { configFileName } from '../../core/config/config-file-name.js';
import type { ContractRule } from '../../core/config/contract-setting.js';
import type { Contract } from '../../core/contract/contract.js';
import { defaultPythonContract } from '../../core/contract/default-profile.js';
import { defaultTypeScriptContract } from '../../core/contract/default-typescript-profile.js';
import type { LanguageId } from '../../core/facts/source-facts.js';
import type { Reason } from '../../core/reason.js';
import type { ClassRef, SourceFile } from '../../core/workspace/source-file.js';
import { languageOfContract, type TargetBase } from '../../core/workspace/target-base.js';
import type { WorkspaceIndex } from '../../core/workspace/workspace-index.js';
import { inferContract, type InferencePorts } from './infer-contract.js';
import type { Operation } from '../operation.js';

export interface ContractInForce {
  readonly contract: Contract;
  /** `default`, the name of the configuration file, or `path/to/file.py:Class` of the class it was inferred from. */
  readonly source: string;
  /** What was not understood of the base class, one sentence each. */
  readonly notes: readonly string[];
  /** Why nothing can be migrated onto the base: its module does not resolve, or cannot be read. */
  readonly refusal?: Reason;
}

type Written = Extract<ContractRule['contract'], { readonly kind: 'written' }>;

const documented: Readonly<Record<LanguageId, Contract>> = {
  python: defaultPythonContract,
  typescript: defaultTypeScriptContract,
};

const empty: Contract = {
  language: 'python',
  module: '',
  class: '',
  keywords: [],
  positional: 'refused',
  unknownKeywords: 'refused',
  attributes: [],
  constructorHooks: [],
  methods: [],
  abstractMethods: [],
  ports: [],
};

/**
 * Answers which contract a file's agents are held to: the first rule of the configuration that matches the file, else the workspace's own
 * base class, else the documented one. Each base class is read once.
 */
export class ContractsInForce {
  private readonly inferred = new Map<string, Promise<ContractInForce>>();

  constructor(
    private readonly config: Config,
    private readonly index: WorkspaceIndex,
    private readonly ports: InferencePorts,
  ) {}

  async of(file: SourceFile, operation: Operation): Promise<ContractInForce> {
    const { languageId } = file.facts;
    const rule = this.config.contracts.find(
      ({ files, contract }) =>
        languageOfContract(contract) === languageId && (files === '**' || matchesPath(files, file.path)),
    );
    return await this.followed(rule, this.index.targetOf(file), languageId, operation);
  }

  /** The contract of files that no rule singles out. */
  async ofWorkspace(operation: Operation): Promise<ContractInForce> {
    const rule = this.config.contracts.find(
      ({ files, contract }) => files === '**' && languageOfContract(contract) === 'python',
    );
    return await this.followed(rule, this.index.targetOfWorkspace(), 'python', operation);
  }

  private async followed(
    rule: ContractRule | undefined,
    target: TargetBase,
    language: LanguageId,
    operation: Operation,
  ): Promise<ContractInForce> {
    if (rule?.contract.kind === 'written') return await this.written(rule.contract, target, operation);
    if (target.ref !== undefined) return await this.infer(target.ref, operation);
    const contract = rule === undefined ? documented[language] : { ...empty, language, class: target.class };
    return {
      contract,
      source: rule === undefined ? 'default' : configFileName,
      notes: [],
      refusal: unresolved(target, rule),
    };
  }

  /** The contract of a class, whatever the configuration says. */
  async infer(ref: ClassRef, operation: Operation): Promise<ContractInForce> {
    const source = `${ref.file.path}:${ref.class.name}`;
    const known = this.inferred.get(source);
    if (known !== undefined) return await known;
    const pending = this.read(ref, source, operation);
    this.inferred.set(source, pending);
    // An inference that was cancelled says nothing about the class.
    pending.catch(() => this.inferred.delete(source));
    return await pending;
  }

  private async read(ref: ClassRef, source: string, operation: Operation): Promise<ContractInForce> {
    const [problem] = ref.file.facts.problems;
    const inferred = await inferContract(ref, this.index, this.ports, operation);
    const broken = `The base class ${ref.class.name} cannot be relied on: ${ref.file.path} does not parse (line ${problem?.range.line ?? 1}: ${problem?.message ?? 'no such class was found'}).`;
    const refusal: Pick<ContractInForce, 'refusal'> =
      problem === undefined && inferred !== undefined ? {} : { refusal: { code: 'base-unresolved', message: broken } };
    if (inferred === undefined) return { contract: { ...empty, class: ref.class.name }, source, notes: [], ...refusal };
    return { contract: inferred.contract, source, notes: inferred.notes, ...refusal };
  }

  private async written(setting: Written, target: TargetBase, operation: Operation): Promise<ContractInForce> {
    const base = await this.extended(setting, target, operation);
    const contract = { ...base.contract, ...setting.fields };
    const refusal =
      target.ref === undefined && contract.external !== true ? unresolved({ ...target, ...contract }) : base.refusal;
    return { contract, source: configFileName, notes: base.notes, ...(refusal === undefined ? {} : { refusal }) };
  }

  private async extended(
    setting: Written,
    target: TargetBase,
    operation: Operation,
  ): Promise<Pick<ContractInForce, 'contract' | 'notes' | 'refusal'>> {
    const { extends: base } = setting;
    if (base === 'nothing') return { contract: empty, notes: [] };
    if (base === 'default') return { contract: documented[languageOfContract(setting)], notes: [] };
    const file = this.index.files.get(base.file);
    const found = file?.facts.classes.find((one) => one.topLevel && one.name === base.class);
    if (file !== undefined && found !== undefined) return await this.infer({ file, class: found }, operation);
    const message = `${configFileName} extends ${base.file}:${base.class}, but the workspace has no such class. Correct the path or the name.`;
    return { contract: { ...empty, module: target.module }, notes: [], refusal: { code: 'base-unresolved', message } };
  }
}

function unresolved(target: Pick<TargetBase, 'module' | 'class'>, rule?: ContractRule): Reason {
  if (rule?.contract.kind === 'class') {
    const { file, class: name } = rule.contract.reference;
    const message = `${configFileName} names ${file}:${name} as the base class, but the workspace has no such class. Correct the path or the name.`;
    return { code: 'base-unresolved', message };
  }
  const statement = `from ${target.module} import ${target.class}`;
  const message = `The base class cannot be imported: "${statement}" finds no module in the workspace. Add the module, name your base class as "contract" in ${configFileName}, or declare it "external" there when it is installed.`;
  return { code: 'base-unresolved', message };
}
