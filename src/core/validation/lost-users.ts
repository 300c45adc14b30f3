import type { CheckFinding } from './check-result.js';
import type { FileVersion } from './file-version.js';

/** Files that import a class of this one which is not there any more, and agents that call it by its name. */
export function lostUsers(now: FileVersion, original: FileVersion | undefined): readonly CheckFinding[] {
  if (original === undefined) return [];
  const gone = topLevelClasses(original).filter((name) => !offers(now, name));
  return gone.flatMap((name) => [...importers(original, name), ...callers(original, name)]);
}

function topLevelClasses({ file }: FileVersion): readonly string[] {
  return file.facts.classes.filter(({ topLevel }) => topLevel).map(({ name }) => name);
}

/** Others get the name from the file: it defines the class, or imports one under that name. */
function offers(version: FileVersion, name: string): boolean {
  return topLevelClasses(version).includes(name) || version.file.facts.imports.some(({ local }) => local === name);
}

function importers({ file, index }: FileVersion, name: string): readonly CheckFinding[] {
  const others = [...index.files.values()].filter(({ path }) => path !== file.path);
  return others.flatMap((other) => {
    const imported = other.facts.imports.filter(
      ({ module, symbol }) => symbol === name && index.modules.find(module, other.path) === file.path,
    );
    return imported.map(({ range }) => ({
      message: `${other.path} imports ${name} from ${file.path}, where it is not any more.`,
      path: other.path,
      line: range.line,
    }));
  });
}

function callers({ file, index }: FileVersion, name: string): readonly CheckFinding[] {
  const agent = index.detectionOf(file).agents.find((one) => one.class?.name === name);
  const dependents = agent ? index.referencesTo(agent, file.path).dependents : [];
  return dependents
    .filter(({ how }) => how !== 'imports')
    .map(({ agent: user, path, range }) => ({
      message: `${user} refers to ${name}, which is gone from ${file.path}.`,
      path,
      line: range.line,
    }));
}
