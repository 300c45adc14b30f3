import path from 'node:path';
import type { Reason } from '../../core/reason.js';
import type { Disk, DiskEntry } from './disk.js';

/** Folders whose content is never a source file of the user. */
const closedFolders = new Set(['.git', '.hg', '.svn', '.agent-migrator']);

/** As many links in a row as Linux follows. */
const mostLinks = 40;

export interface LocatedFile {
  /** Absolute, every link resolved: the file itself. */
  readonly path: string;
  readonly entry: DiskEntry;
}

export type Location =
  | ({ readonly kind: 'file' } & LocatedFile)
  /** Nothing is there; `path` is where it would be, in a folder that may be gone too. */
  | { readonly kind: 'absent'; readonly path: string }
  | { readonly kind: 'refused'; readonly reason: Reason };

/** Why this text cannot name a file of the workspace: it must be relative, with `/`, and stay inside. */
function pathProblem(relative: string): string | undefined {
  if (relative === '' || relative.includes('\0')) return 'it is no path';
  if (relative.includes('\\') || /^[A-Za-z]:/u.test(relative)) return 'it is written for another system';
  if (relative.startsWith('/')) return 'it is absolute';
  const parts = relative.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..')) return 'it does not name a file directly';
  // Windows takes "name." and "name " for "name".
  if (process.platform === 'win32' && parts.some((part) => /[. ]$|[<>:"|?*]/u.test(part)))
    return 'Windows cannot hold it';
  const closed = parts.find((part) => closedFolders.has(part.toLowerCase()));
  return closed === undefined ? undefined : `${closed} is not touched`;
}

/** Finds the file behind a path of the workspace, through links that stay inside it. `root` is the real path of the workspace folder. */
export async function locate(disk: Disk, root: string, relative: string): Promise<Location> {
  const problem = pathProblem(relative);
  if (problem !== undefined) return refused(`"${relative}" is not a file of the workspace: ${problem}.`);
  const named = path.join(root, ...relative.split('/'));
  const folder = await disk.realPath(path.dirname(named));
  if (folder === undefined) return await placeInLostFolder(disk, root, relative);
  if (!isInside(root, folder)) return refused(`${relative} is reached through a link that leaves the workspace.`);
  const direct = path.join(folder, path.basename(named));
  const entry = await disk.entry(direct);
  if (entry === undefined) return { kind: 'absent', path: direct };
  return entry.kind === 'link' ? await followLink(disk, root, direct, relative) : located(direct, entry, relative);
}

/** The folder of the file is gone: what is left of the way to it must be folders of the workspace. */
async function placeInLostFolder(disk: Disk, root: string, relative: string): Promise<Location> {
  const parts = relative.split('/');
  let folder = root;
  for (const [depth, part] of parts.slice(0, -1).entries()) {
    const inner = path.join(folder, part);
    const real = await disk.realPath(inner);
    if (real !== undefined && !isInside(root, real)) {
      return refused(`${relative} is reached through a link that leaves the workspace.`);
    }
    const entry = await disk.entry(real ?? inner);
    if (entry === undefined) return { kind: 'absent', path: path.join(folder, ...parts.slice(depth)) };
    if (real === undefined || entry.kind !== 'directory') {
      return refused(`${parts.slice(0, depth + 1).join('/')} is no folder, so ${relative} has no place.`);
    }
    folder = real;
  }
  // Its folder has come back meanwhile.
  return { kind: 'absent', path: path.join(folder, ...parts.slice(-1)) };
}

async function followLink(disk: Disk, root: string, link: string, relative: string): Promise<Location> {
  const target = (await disk.realPath(link)) ?? (await endOfLink(disk, link));
  if (target === undefined) return refused(`${relative} is a link to nothing.`);
  const inner = path.relative(root, target).split(path.sep).join('/');
  if (!isInside(root, target) || pathProblem(inner) !== undefined) {
    return refused(`${relative} is a link to ${target}, which is no source file of the workspace.`);
  }
  const entry = await disk.entry(target);
  return entry ? located(target, entry, relative) : { kind: 'absent', path: target };
}

/** Where the file behind a link would be, while it is not there: deleted, or out of its place in the middle of being replaced. */
async function endOfLink(disk: Disk, link: string): Promise<string | undefined> {
  let end = link;
  for (let hop = 0; hop < mostLinks; hop++) {
    const said = await disk.readLink(end);
    if (said === undefined) return end;
    const named = path.resolve(path.dirname(end), said);
    const folder = await disk.realPath(path.dirname(named));
    if (folder === undefined) return undefined;
    end = path.join(folder, path.basename(named));
  }
  return undefined;
}

function located(file: string, entry: DiskEntry, relative: string): Location {
  if (entry.kind !== 'file') return refused(`${relative} is not a regular file.`);
  return { kind: 'file', path: file, entry };
}

function isInside(root: string, target: string): boolean {
  const relative = path.relative(root, target);
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

function refused(message: string): Location {
  return { kind: 'refused', reason: { code: 'not-a-file', message } };
}
