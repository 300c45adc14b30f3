import ignore, { type Ignore } from 'ignore';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** One file of ignore patterns (or the excludes of the settings) with the folder its patterns are relative to. */
interface Layer {
  /** Absolute, with `/` at the end. */
  readonly base: string;
  readonly rules: Ignore;
}

/** Answers whether git, or the settings, leave a path out; an inner `.gitignore` overrules an outer one. */
export class IgnoreRules {
  private constructor(private readonly layers: readonly Layer[]) {}

  static readonly none = new IgnoreRules([]);

  with(base: string, patterns: string | readonly string[]): IgnoreRules {
    return new IgnoreRules([...this.layers, { base: withSlash(base), rules: ignore().add(patterns) }]);
  }

  /** The rules of a folder: those of its parent and of its own `.gitignore`. */
  async within(folder: string): Promise<IgnoreRules> {
    const patterns = await readText(path.join(folder, '.gitignore'));
    return patterns === undefined ? this : this.with(folder, patterns);
  }

  /** The rules without those that leave out `folder` itself, for a folder that the user named. */
  allowing(folder: string): IgnoreRules {
    const location = withSlash(folder);
    return new IgnoreRules(this.layers.filter((layer) => !this.decides(layer, location)?.ignored));
  }

  /** `location` is absolute with `/`; a folder ends in `/`. */
  leavesOut(location: string): boolean {
    for (let index = this.layers.length - 1; index >= 0; index--) {
      const layer = this.layers[index];
      const verdict = layer && this.decides(layer, location);
      if (verdict?.ignored) return true;
      if (verdict?.unignored) return false;
    }
    return false;
  }

  private decides({ base, rules }: Layer, location: string): ReturnType<Ignore['test']> | undefined {
    if (location.length <= base.length || !location.startsWith(base)) return undefined;
    return rules.test(location.slice(base.length));
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
    return rules;
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
