import type { ImportFact } from '../facts/source-facts.js';
import type { CheckFinding } from './check-result.js';
import type { FileVersion } from './file-version.js';

/**
 * Imports that name a module of the workspace which is not there, and that the file did not have before. Whether a library is installed is
 * nothing that the workspace's own files can tell.
 */
export function unresolvedImports(now: FileVersion, original: FileVersion | undefined): readonly CheckFinding[] {
  const known = new Set(original?.file.facts.imports.map(written) ?? []);
  const { path, facts } = now.file;
  const lost = facts.imports.filter((one) => one.unconditional && !known.has(written(one)) && isMissing(now, one));
  return lost.map((one) => ({
    message: `"${written(one)}" finds no module of the workspace.`,
    path,
    line: one.range.line,
    column: one.range.column,
  }));
}

function isMissing({ index: { modules }, file: { path } }: FileVersion, { module, symbol }: ImportFact): boolean {
  if (!modules.isOwn(module, path) || modules.find(module, path) !== undefined) return false;
  // The module may be the folder that holds the one that is meant.
  return symbol === undefined || symbol === '*' || modules.find(joined(module, symbol), path) === undefined;
}

function joined(module: string, symbol: string): string {
  return `${module}${module.endsWith('.') ? '' : '.'}${symbol}`;
}

function written({ module, symbol }: ImportFact): string {
  return symbol === undefined ? `import ${module}` : `from ${module} import ${symbol}`;
}
