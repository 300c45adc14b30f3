import type { ContractFields } from './contract-schema.js';
import type { WrittenConfig, WrittenContractSetting } from './config-schema.js';

/** A class of the workspace: a path relative to it, with `/`, and the class's name. */
export interface ClassReference {
  readonly file: string;
  readonly class: string;
}

/** How the configuration says which contract agents follow. */
export type ContractSetting =
  | { readonly kind: 'class'; readonly reference: ClassReference }
  | {
      readonly kind: 'written';
      /** Where the fields that are not written come from. */
      readonly extends: 'nothing' | 'default' | ClassReference;
      readonly fields: ContractFields;
    };

export interface ContractRule {
  /** Glob of agent files, relative to the workspace; the first rule that matches a file decides. */
  readonly files: string;
  readonly contract: ContractSetting;
}

/** Reads `path/to/file.py:ClassName`; `undefined` when it does not name both. */
export function parseClassReference(written: string): ClassReference | undefined {
  const colon = written.lastIndexOf(':');
  if (colon <= 0 || colon === written.length - 1) return undefined;
  return { file: written.slice(0, colon).replace(/^\.\//, ''), class: written.slice(colon + 1) };
}

/** The rules behind the three ways in which `contract` may be written; one contract alone is a rule for all files. */
export function contractRules(written: WrittenConfig['contract']): readonly ContractRule[] {
  if (written === undefined) return [];
  if (!Array.isArray(written)) return [{ files: '**', contract: settingOf(written) }];
  return written.map((rule) => ({ files: rule.files, contract: settingOf(rule.contract) }));
}

function settingOf(written: WrittenContractSetting): ContractSetting {
  if (typeof written === 'string') return { kind: 'class', reference: referenceOf(written) };
  const { extends: base, ...fields } = written;
  if (base === undefined) return { kind: 'written', extends: 'nothing', fields };
  return { kind: 'written', extends: base === 'default' ? base : referenceOf(base), fields };
}

/** The schema has already seen to it that both parts are there. */
function referenceOf(written: string): ClassReference {
  return parseClassReference(written) ?? { file: written, class: '' };
}
