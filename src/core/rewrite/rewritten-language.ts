import type { LanguageId } from '../facts/source-facts.js';

/** Endings of files that can be migrated. */
export const rewrittenExtensions: readonly string[] = ['.py'];

/** Agents in this language can be migrated; those in any other are scored only. */
export function isRewritten(language: LanguageId): boolean {
  return language === 'python';
}
