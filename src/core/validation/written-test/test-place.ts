import type { SourceFacts } from '../../facts/source-facts.js';
import { stemOf } from '../../workspace/paths.js';
import { frameworkFiles } from './test-framework.js';

const folder = 'tests';
/** Tests that are looked at to find out what the others are written for. */
const mostTests = 50;

/** Where the test of a class is written: named after the file, or after the class where the file has several agents. */
export function testPathOf(path: string, className: string, classes: readonly string[]): string {
  const name = classes.length > 1 ? snakeCase(className) : stemOf(path).replaceAll(/\W/gu, '_');
  return `${folder}/test_${name}_migration.py`;
}

/** As a program finds its module beside it, or by its place in the workspace where it imports its neighbours as a package does. */
export function moduleNameOf(path: string, { imports }: SourceFacts): string {
  const isInPackage = imports.some(({ module }) => module.startsWith('.'));
  return isInPackage ? path.replace(/\.py$/u, '').replaceAll('/', '.') : stemOf(path);
}

/** The files that say which framework is used, of those that are read for it. */
export function usedFrameworkFiles(tests: readonly string[]): readonly string[] {
  return [...new Set([...frameworkFiles, ...tests.slice(0, mostTests)])];
}

function snakeCase(name: string): string {
  return name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/gu, '_').toLowerCase();
}
