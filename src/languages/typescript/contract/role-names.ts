import type { ContractMethod } from '../../../core/contract/contract.js';
import { defaultTypeScriptContract } from '../../../core/contract/default-typescript-profile.js';

export const methodRoles = [
  ...(['run', 'requestHandler', 'healthHook', 'cleanup', 'sendRequest', 'discover', 'reportError'] as const),
];
export type MethodRole = (typeof methodRoles)[number];

const documented = (role: MethodRole): ContractMethod | undefined => defaultTypeScriptContract[role];

/** Names that agents use for a method of the role, the most common one first. */
export const synonymsOf = (role: MethodRole): readonly string[] => documented(role)?.synonyms ?? [];

/** The method of a base that has the role: the one of the documented name, else the first of those that agents use for the same. */
export function nameInRole(role: MethodRole, names: readonly string[]): string | undefined {
  return [documented(role)?.name, ...synonymsOf(role)].find((name) => name !== undefined && names.includes(name));
}
