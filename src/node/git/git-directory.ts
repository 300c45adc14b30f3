import { access, stat } from 'node:fs/promises';
import path from 'node:path';
import { readRegularFile } from '../regular-file.js';

/** Files and folders that git keeps while something unfinished is going on, in words. */
const traces: readonly (readonly [name: string, words: string])[] = [
  ['MERGE_HEAD', 'A merge'],
  ['rebase-merge', 'A rebase'],
  ['rebase-apply', 'A rebase'],
  ['CHERRY_PICK_HEAD', 'A cherry-pick'],
  ['REVERT_HEAD', 'A revert'],
  ['BISECT_LOG', 'A bisect'],
];

/** What is unfinished in a repository; `undefined` when nothing is. */
export async function operationInGitDirectory(gitDirectory: string): Promise<string | undefined> {
  for (const [name, words] of traces) {
    if (await exists(path.join(gitDirectory, name))) return words;
  }
  return undefined;
}

/** The git directory of the innermost repository that holds a folder, also of a worktree or submodule. Reads files; git is not run. */
export async function findGitDirectory(folder: string): Promise<string | undefined> {
  for (let current = path.resolve(folder); ; current = path.dirname(current)) {
    const candidate = path.join(current, '.git');
    const found = await stat(candidate).catch(() => undefined);
    if (found?.isDirectory()) return candidate;
    if (found?.isFile()) return await followGitFile(candidate);
    if (path.dirname(current) === current) return undefined;
  }
}

/** A worktree or submodule has a file `.git` with one line, `gitdir: PATH` (gitrepository-layout(5)). */
async function followGitFile(file: string): Promise<string | undefined> {
  const bytes = await readRegularFile(file).catch(() => undefined);
  const target = /^gitdir: (.+)$/mu.exec(bytes?.toString('utf8') ?? '')?.[1]?.trim();
  return target === undefined ? undefined : path.resolve(path.dirname(file), target);
}

async function exists(file: string): Promise<boolean> {
  return await access(file).then(
    () => true,
    () => false,
  );
}
