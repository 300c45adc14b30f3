import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** The version of the rules by which facts are gathered: the hash of the file that holds them, so that it cannot be forgotten. */
export const scanRules = (workerScript: string): string => hash('sha256', readFileSync(workerScript)).slice(0, 16);
