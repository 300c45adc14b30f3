import { typeScriptExtensions } from '../workspace/typescript-modules.js';

/** Endings of files that can be migrated. */
export const rewrittenExtensions: readonly string[] = ['.py', ...typeScriptExtensions];
