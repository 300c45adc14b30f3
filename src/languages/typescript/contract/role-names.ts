import { defaultTypeScriptContract } from '../../../core/contract/default-typescript-profile.js';

const roles = ['run', 'requestHandler', 'healthHook', 'cleanup', 'sendRequest', 'discover', 'reportError'] as const;

/** The role that a method of a base has by its name: the documented one's names first, then those that agents use for the same. */
export function roleOf(name: string): (typeof roles)[number] | undefined {
  return roles.find((role) => defaultTypeScriptContract[role]?.name === name);
}
