import { readdirSync, type Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Operation } from '../app/operation.js';
import type { FileListOptions, WorkspaceFiles } from '../app/ports/workspace-files.js';
import { IgnoreRules, repositoryRules } from './ignore-rules.js';
import { NotReadableError, readRegularFile, readRegularFileSync } from './regular-file.js';

/** Never listed: the repository's own database and our store. */
const neverListed: ReadonlySet<string> = new Set(['.git', '.agent-migrator']);

/** Reads what a folder holds; nothing once the signal is aborted. */
type FolderReader = (folder: string, signal: AbortSignal) => Promise<Dirent[]>;

/** The files of a workspace folder on the local disk. Nothing is kept between calls. */
export class LocalWorkspaceFiles implements WorkspaceFiles {
  private readonly root: string;
  private readonly readFolder: FolderReader;
  private readonly readFile: (file: string) => Uint8Array | Promise<Uint8Array>;

  /** `root` is absolute; a symbolic link in it must already be resolved. With `mayBlock` nobody waits for the calling thread, as in a CLI. */
  constructor(root: string, { mayBlock = false }: { readonly mayBlock?: boolean } = {}) {
    this.root = path.resolve(root);
    this.readFolder = mayBlock ? blockingReader() : (folder) => readdir(folder, { withFileTypes: true });
    this.readFile = mayBlock ? (file) => readRegularFileSync(file) : (file) => readRegularFile(file);
  }

  async list(options: FileListOptions, { signal }: Operation): Promise<readonly string[]> {
    const found = new Set<string>();
    const { extensions, onFound } = options;
    const walk: Walk = {
      ...{ root: slashed(this.root), readFolder: this.readFolder, extensions, signal },
      ...{ found, onFound, visited: new Set(), links: [] },
    };
    for (const start of options.paths.length > 0 ? options.paths : ['']) {
      signal.throwIfAborted();
      const kind = await this.kindOf(start);
      if (kind === 'file') found.add(start);
      if (kind === 'folder') await walkFolder(walk, this.located(start), await this.rulesAt(start, options));
    }
    await followLinks(walk);
    return [...found].sort();
  }

  async read(relative: string): Promise<Uint8Array | undefined> {
    try {
      return await this.readFile(this.absolute(relative));
    } catch (error) {
      if (isMissing(error) || error instanceof NotReadableError) return undefined;
      throw error;
    }
  }

  async exists(relative: string): Promise<boolean> {
    return await stat(this.absolute(relative)).then(
      () => true,
      () => false,
    );
  }

  async kindOf(relative: string): Promise<'file' | 'folder' | undefined> {
    return kindOfStat(await stat(this.absolute(relative)).catch(() => undefined));
  }

  private absolute(relative: string): string {
    return path.join(this.root, relative);
  }

  /** Absolute, with `/`. */
  private located(relative: string): string {
    return slashed(this.absolute(relative));
  }

  private async rulesAt(start: string, { noIgnore, exclude }: FileListOptions): Promise<Rules> {
    if (noIgnore) return { git: undefined, excludes: IgnoreRules.none };
    const folder = this.absolute(start);
    const excludes = IgnoreRules.none.withExcludes(this.root, exclude);
    let git = await repositoryRules(this.root);
    for (const above of foldersBetween(this.root, folder)) git = await git.within(above);
    if (start === '') return { git, excludes };
    // A folder that is named is read although it is left out; what it holds is judged as if the folder were the root.
    const named = `${slashed(folder)}/`;
    return { git: git.allowing(named), excludes: excludes.allowing(named).withExcludes(folder, exclude) };
  }
}

interface Rules {
  /** Absent when nothing is to be left out. */
  readonly git: IgnoreRules | undefined;
  readonly excludes: IgnoreRules;
}

/** Folders that are read without a break; then signals of the process are heard. */
const foldersAtATime = 64;

/** Reads on the calling thread: handing each folder to another one takes longer than reading it. */
function blockingReader(): FolderReader {
  let asked = 0;
  let turn: Promise<unknown> = Promise.resolve();
  return async (folder, signal) => {
    if (++asked % foldersAtATime === 0) turn = turn.then(() => new Promise((resolve) => setImmediate(resolve)));
    await turn;
    return signal.aborted ? [] : readdirSync(folder, { withFileTypes: true });
  };
}

interface Walk {
  readonly root: string;
  readonly readFolder: FolderReader;
  readonly extensions: readonly string[];
  readonly found: Set<string>;
  readonly onFound: ((path: string) => void) | undefined;
  /** Folders that were read, so that one reached by a link as well is read once. */
  readonly visited: Set<string>;
  /** Links met on the way; they are looked at when everything is known by its real name. */
  readonly links: { readonly location: string; readonly rules: Rules }[];
  readonly signal: AbortSignal;
}

async function walkFolder(walk: Walk, folder: string, inherited: Rules): Promise<void> {
  walk.signal.throwIfAborted();
  walk.visited.add(folder);
  const entries = await walk.readFolder(folder, walk.signal).catch((): Dirent[] => []);
  walk.signal.throwIfAborted();
  const hasOwnRules = inherited.git !== undefined && entries.some((entry) => entry.name === '.gitignore');
  const rules = hasOwnRules ? { ...inherited, git: await inherited.git.within(folder) } : inherited;
  const below: Promise<void>[] = [];
  for (const entry of entries) {
    if (neverListed.has(entry.name)) continue;
    const location = `${folder}/${entry.name}`;
    if (entry.isSymbolicLink()) walk.links.push({ location, rules });
    else if (entry.isFile()) addFile(walk, location, rules);
    else if (entry.isDirectory() && !leavesOut(rules, `${location}/`)) below.push(walkFolder(walk, location, rules));
  }
  await Promise.all(below);
}

function addFile({ root, extensions, found, onFound }: Walk, location: string, rules: Rules): void {
  const wanted = extensions.length === 0 || extensions.some((extension) => location.endsWith(extension));
  if (!wanted || leavesOut(rules, location)) return;
  const path = location.slice(root.length + 1);
  found.add(path);
  onFound?.(path);
}

/** Links to what is inside the workspace and not listed under its real name; in the order of their names, one after the other. */
async function followLinks(walk: Walk): Promise<void> {
  while (walk.links.length > 0) {
    const links = walk.links.splice(0).sort((a, b) => (a.location < b.location ? -1 : 1));
    for (const { location, rules } of links) await followLink(walk, location, rules);
  }
}

async function followLink(walk: Walk, location: string, rules: Rules): Promise<void> {
  const real = await realpath(location).catch(() => undefined);
  const target = real === undefined ? undefined : slashed(real);
  if (!target?.startsWith(`${walk.root}/`) || location.startsWith(`${target}/`)) return;
  const kind = kindOfStat(await stat(target).catch(() => undefined));
  if (kind === 'file' && !walk.found.has(target.slice(walk.root.length + 1))) addFile(walk, location, rules);
  if (kind !== 'folder' || walk.visited.has(target) || leavesOut(rules, `${location}/`)) return;
  walk.visited.add(target);
  await walkFolder(walk, location, rules);
}

function leavesOut({ git, excludes }: Rules, location: string): boolean {
  return excludes.leavesOut(location) || git?.leavesOut(location) === true;
}

function foldersBetween(root: string, folder: string): readonly string[] {
  const between: string[] = [];
  for (let at = folder; at !== root && at !== path.dirname(at);) {
    at = path.dirname(at);
    between.unshift(at);
  }
  return between;
}

function slashed(location: string): string {
  return path.sep === '/' ? location : location.split(path.sep).join('/');
}

function kindOfStat(found: { isFile(): boolean; isDirectory(): boolean } | undefined): 'file' | 'folder' | undefined {
  if (found?.isFile()) return 'file';
  return found?.isDirectory() ? 'folder' : undefined;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
