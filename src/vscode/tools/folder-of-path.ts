import { isWithin } from '../../core/workspace/paths.js';
import { ToolInputError } from '../../app/tools/tool-input-error.js';

/** A workspace folder as tools tell them apart. */
export interface NamedFolder {
  readonly name: string;
  /** Absolute path, with `/`. */
  readonly root: string;
}

/** What a model named: the folder, and the path in it. */
export interface FolderPath<T> {
  readonly folder: T;
  readonly path: string | undefined;
}

/**
 * Finds the folder that a path is in, as people write paths: absolute, relative to the only folder, or beginning with the name of one of
 * several. Throws `ToolInputError` when there is none, or more than one.
 */
export function folderOfPath<T extends NamedFolder>(folders: readonly T[], written: string | undefined): FolderPath<T> {
  const [only, ...others] = folders;
  if (only === undefined) throw new ToolInputError('No folder is open.');
  const path = written?.replaceAll('\\', '/').replace(/\/$/u, '');
  const found = folders.flatMap((folder) => {
    const inside = path === undefined ? undefined : insideOf(folder.root, path);
    return inside === undefined ? [] : [{ folder, path: inside }];
  });
  // Of folders in one another, the inner one.
  const [absolute] = found.sort((a, b) => b.folder.root.length - a.folder.root.length);
  if (absolute !== undefined) return absolute;
  if (others.length === 0) return { folder: only, path };
  const [named, ...namesakes] = folders.flatMap((folder) => {
    const inside = path === undefined ? undefined : insideOf(folder.name, path);
    return inside === undefined ? [] : [{ folder, path: inside }];
  });
  if (named !== undefined && namesakes.length === 0) return named;
  if (named !== undefined) {
    const roots = [named, ...namesakes].map(({ folder }) => folder.root).join(', ');
    throw new ToolInputError(
      `Several folders are called ${named.folder.name}. Name an absolute path in one of: ${roots}.`,
    );
  }
  const names = folders.map(({ name }) => name).join(', ');
  throw new ToolInputError(`Several folders are open. Name a path that begins with one of them: ${names}.`);
}

function insideOf(folder: string, path: string): string | undefined {
  if (path === folder) return '';
  return isWithin(path, folder) ? path.slice(folder.length + 1) : undefined;
}
