import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { temporaryFolder, type TemporaryFolder } from './temporary-folder.js';

const run = promisify(execFile);
const exampleFleet = path.join('media', 'example-fleet');

/** A throw-away copy of a folder (default: the example fleet), so that nobody's session changes the checkout. */
export async function copyWorkspace(source = exampleFleet): Promise<TemporaryFolder> {
  if (!existsSync(source))
    throw new Error(`There is no folder ${source} to open; start this from the checkout's root.`);
  const home = temporaryFolder('workspace');
  const folder = path.join(home.path, path.basename(source));
  await cp(source, folder, { recursive: true });
  await startHistory(folder);
  return { path: folder, remove: () => home.remove() };
}

/** One commit, because an older version that parses is looked for in git history. Without git there is no history. */
async function startHistory(folder: string): Promise<void> {
  const identity = [
    '-c',
    'user.name=Example',
    '-c',
    'user.email=example@example.invalid',
    '-c',
    'commit.gpgsign=false',
  ];
  try {
    await run('git', ['init', '--quiet', '--initial-branch=main'], { cwd: folder });
    await run('git', ['add', '--all'], { cwd: folder });
    await run('git', [...identity, 'commit', '--quiet', '--message=Example fleet'], { cwd: folder });
  } catch {
    // No git on this machine: everything but history features works the same.
  }
}
