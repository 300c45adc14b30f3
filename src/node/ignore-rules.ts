import ignore, { type Ignore } from 'ignore';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

interface Verdict {
  readonly ignored: boolean;
  readonly unignored: boolean;
}

/** One file of ignore patterns (or the excludes of the settings), relative to the folder that it lies in. */
class Layer {
  private readonly rules: Ignore;
  /** Matches every name that some pattern may end in. Most names match none, and are settled once for the whole tree. */
  private readonly lastParts: Ignore;
  private readonly concerned = new Map<string, boolean>();

  /** `base` is absolute, with `/` at the end. */
  constructor(
    private readonly base: string,
    patterns: readonly string[],
  ) {
    this.rules = ignore().add(patterns);
    this.lastParts = ignore().add(patterns.flatMap(lastPart));
  }

  /** `undefined` for a path that no pattern speaks of. */
  decide(location: string): Verdict | undefined {
    if (location.length <= this.base.length || !location.startsWith(this.base)) return undefined;
    const name = location.slice(location.lastIndexOf('/', location.length - 2) + 1);
    let isConcerned = this.concerned.get(name);
    if (isConcerned === undefined) {
      isConcerned = this.lastParts.ignores(name);
      this.concerned.set(name, isConcerned);
    }
    return isConcerned ? this.rules.test(location.slice(this.base.length)) : undefined;
  }
}

/** What the name of a path must match for the pattern to match the path: its part after the last inner slash. */
function lastPart(pattern: string): readonly string[] {
  const positive = pattern.replace(/^!/u, '');
  if (pattern.startsWith('#') || positive.trim() === '') return [];
  const part = /[^/]+\/?\s*$/u.exec(positive)?.[0] ?? '*';
  return part.startsWith('**') ? ['*'] : [part];
}

/** Answers whether git, or the settings, leave a path out whose folder is not left out; an inner `.gitignore` overrules an outer one. */
export class IgnoreRules {
  private constructor(private readonly layers: readonly Layer[]) {}

  static readonly none = new IgnoreRules([]);

  with(base: string, patterns: string | readonly string[]): IgnoreRules {
    const lines = typeof patterns === 'string' ? patterns.split(/\r?\n/u) : patterns;
    return new IgnoreRules([...this.layers, new Layer(withSlash(base), lines)]);
  }

  /** The rules of a folder: those of its parent and of its own `.gitignore`. */
  async within(folder: string): Promise<IgnoreRules> {
    const patterns = await readText(path.join(folder, '.gitignore'));
    return patterns === undefined ? this : this.with(folder, patterns);
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
    let rules = IgnoreRules.none.with(folder, (await readText(path.join(gitFolder, 'info', 'exclude'))) ?? '');
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
  return await readFile(file, 'utf8').catch(() => undefined);
}

function withSlash(folder: string): string {
  const slashed = folder.split(path.sep).join('/');
  return slashed.endsWith('/') ? slashed : `${slashed}/`;
}
