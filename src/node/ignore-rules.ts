import ignore, { type Ignore } from 'ignore';
import path from 'node:path';
import { NamePatterns } from './name-patterns.js';
import { readRegularFile } from './regular-file.js';

/** What `core.ignoreCase` is set to by `git init` on the usual file systems of the platform. */
const gitIgnoresCase = process.platform === 'win32' || process.platform === 'darwin';

interface Verdict {
  readonly ignored: boolean;
  readonly unignored: boolean;
}

/** One file of ignore patterns (or the excludes of the settings), relative to the folder that it lies in. */
class Layer {
  private readonly rules: Ignore;
  /** Most names match no pattern at all, and are settled once for the whole tree. */
  private readonly lastParts: NamePatterns;
  private readonly concerned = new Map<string, boolean>();

  /** `base` is absolute, with `/` at the end. */
  constructor(
    private readonly base: string,
    patterns: readonly string[],
    ignoreCase: boolean,
  ) {
    this.rules = ignore({ ignoreCase }).add(patterns);
    this.lastParts = new NamePatterns(patterns);
  }

  /** `undefined` for a path that no pattern speaks of. */
  decide(location: string): Verdict | undefined {
    if (location.length <= this.base.length || !location.startsWith(this.base)) return undefined;
    const name = location.slice(location.lastIndexOf('/', location.length - 2) + 1);
    let isConcerned = this.concerned.get(name);
    if (isConcerned === undefined) {
      isConcerned = this.lastParts.mayMatch(name);
      this.concerned.set(name, isConcerned);
    }
    return isConcerned ? this.rules.test(location.slice(this.base.length)) : undefined;
  }
}

/** Answers whether git, or the settings, leave a path out whose folder is not left out; an inner `.gitignore` overrules an outer one. */
export class IgnoreRules {
  private constructor(private readonly layers: readonly Layer[]) {}

  static readonly none = new IgnoreRules([]);

  /** The excludes of the settings; `Backups` is as much a copy as `backups`. */
  withExcludes(base: string, patterns: readonly string[]): IgnoreRules {
    return new IgnoreRules([...this.layers, new Layer(withSlash(base), patterns, true)]);
  }

  /** The text of a file in git's own format. */
  withFile(base: string, text: string): IgnoreRules {
    return new IgnoreRules([...this.layers, new Layer(withSlash(base), text.split(/\r?\n/u), gitIgnoresCase)]);
  }

  /** The rules of a folder: those of its parent and of its own `.gitignore`. */
  async within(folder: string): Promise<IgnoreRules> {
    const patterns = await readText(path.join(folder, '.gitignore'));
    return patterns === undefined ? this : this.withFile(folder, patterns);
  }

  /** The rules without those that leave out `location` or a folder above it, for a folder that the user named. */
  allowing(location: string): IgnoreRules {
    const above = [...location.matchAll(/\//gu)].map(({ index }) => location.slice(0, index + 1));
    const leavesOut = (layer: Layer): boolean => above.some((folder) => layer.decide(folder)?.ignored);
    return new IgnoreRules(this.layers.filter((layer) => !leavesOut(layer)));
  }

  /** `location` is absolute with `/`; a folder ends in `/`. */
  leavesOut(location: string): boolean {
    for (let index = this.layers.length - 1; index >= 0; index--) {
      const verdict = this.layers[index]?.decide(location);
      if (verdict?.ignored) return true;
      if (verdict?.unignored) return false;
    }
    return false;
  }
}

/** What git leaves out in `root` because of files outside it: `.gitignore` of the folders above in the repository and `info/exclude`. */
export async function repositoryRules(root: string): Promise<IgnoreRules> {
  const above = foldersUpFrom(root);
  for (const [depth, folder] of above.entries()) {
    const gitFolder = await gitFolderOf(folder);
    if (gitFolder === undefined) continue;
    let rules = IgnoreRules.none.withFile(folder, (await readText(path.join(gitFolder, 'info', 'exclude'))) ?? '');
    for (const parent of above.slice(1, depth + 1).reverse()) rules = await rules.within(parent);
    // A workspace that its repository leaves out is still read when it is opened.
    return rules.allowing(withSlash(root));
  }
  return IgnoreRules.none;
}

function foldersUpFrom(root: string): readonly string[] {
  const folders = [root];
  for (let folder = root; path.dirname(folder) !== folder; folder = path.dirname(folder))
    folders.push(path.dirname(folder));
  return folders;
}

/** Where the repository keeps what its worktrees share; in a worktree `.git` is a file that points there. */
async function gitFolderOf(folder: string): Promise<string | undefined> {
  const dotGit = path.join(folder, '.git');
  if ((await readText(path.join(dotGit, 'HEAD'))) !== undefined) return dotGit;
  const pointer = /^gitdir: (.+)$/mu.exec((await readText(dotGit)) ?? '')?.[1];
  if (pointer === undefined) return undefined;
  const own = path.resolve(folder, pointer.trim());
  const common = await readText(path.join(own, 'commondir'));
  return common === undefined ? own : path.resolve(own, common.trim());
}

async function readText(file: string): Promise<string | undefined> {
  const bytes = await readRegularFile(file).catch(() => undefined);
  return bytes?.toString('utf8');
}

function withSlash(folder: string): string {
  const slashed = folder.split(path.sep).join('/');
  return slashed.endsWith('/') ? slashed : `${slashed}/`;
}
