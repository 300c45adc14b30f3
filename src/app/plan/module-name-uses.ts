import type { ImportFact } from '../../core/facts/source-facts.js';
import type { OutsideUse } from '../../core/rewrite/outside-uses.js';
import { LineIndex } from '../../core/text/line-index.js';
import { fileNameOf, folderOf, stemOf } from '../../core/workspace/paths.js';
import type { SourceFile } from '../../core/workspace/source-file.js';
import type { WorkspaceIndex } from '../../core/workspace/workspace-index.js';
import type { WorkspaceFiles } from '../ports/workspace-files.js';

/**
 * What a Python file has imported itself and other files have from it: by a star, by name, as `module.name`, or in a test that replaces it
 * there (`patch("agents.lamp.zmq.Context")`).
 */
export async function moduleNameUses(
  files: Pick<WorkspaceFiles, 'read'>,
  index: WorkspaceIndex,
  file: SourceFile,
  others: readonly SourceFile[],
): Promise<readonly OutsideUse[]> {
  const names = [...new Set(file.facts.imports.flatMap(({ local, symbol }) => (symbol === '*' ? [] : [local])))];
  const module = moduleNameOf(file.path);
  const uses: OutsideUse[] = [];
  for (const other of others) {
    const named = other === file ? [] : other.facts.imports.filter((fact) => mayName(fact, module));
    const ways = named.filter((fact) => leadsTo(index, other, fact, file));
    if (ways.length === 0 || names.length === 0) continue;
    const text = new TextDecoder().decode(await files.read(other.path));
    for (const name of names) {
      const line = lineOfUse({ name, ways, other, text }, module);
      if (line !== undefined) uses.push({ name, path: other.path, line });
    }
  }
  return uses;
}

/** The last part of the name by which others import a file. */
const moduleNameOf = (path: string): string =>
  fileNameOf(path) === '__init__.py' ? fileNameOf(folderOf(path)) : stemOf(path);

/** Of thousands of imports, those that can lead to a module of that name; dots alone are the package around the importer. */
const mayName = ({ module, symbol }: ImportFact, name: string): boolean =>
  symbol === name || module === name || module.endsWith(`.${name}`) || /^\.+$/u.test(module);

/** The module itself is imported, or something from it. */
function leadsTo({ modules }: WorkspaceIndex, other: SourceFile, fact: ImportFact, file: SourceFile): boolean {
  const { module, symbol } = fact;
  const below =
    symbol === undefined || symbol === '*' ? [] : [module.endsWith('.') ? module + symbol : `${module}.${symbol}`];
  return [module, ...below].some((one) => modules.find(one, other.path) === file.path);
}

interface Asked {
  readonly name: string;
  readonly ways: readonly ImportFact[];
  readonly other: SourceFile;
  readonly text: string;
}

/** 1-based. */
function lineOfUse({ name, ways, other, text }: Asked, module: string): number | undefined {
  const byName = ways.find(({ symbol }) => symbol === name);
  if (byName) return byName.range.line;
  const own = other.facts.imports.some(({ local, symbol }) => local === name && symbol !== '*');
  if (!own && ways.some(({ symbol }) => symbol === '*')) {
    const line = lineOf(text, wholeWord(name));
    if (line !== undefined) return line;
  }
  const objects = new Set([module, ...ways.flatMap(({ local, symbol }) => (symbol === '*' ? [] : [local]))]);
  return [...objects].map((object) => lineOf(text, wholeWord(`${object}.${name}`))).find((line) => line !== undefined);
}

const wholeWord = (text: string): RegExp =>
  new RegExp(`(?<![\\p{ID_Continue}])${text.replaceAll('.', '\\.')}(?![\\p{ID_Continue}])`, 'u');

function lineOf(text: string, pattern: RegExp): number | undefined {
  const found = pattern.exec(text);
  return found ? new LineIndex(text).lineAt(found.index) : undefined;
}
