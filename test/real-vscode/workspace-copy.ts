import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { startHistory } from './fleet-history.js';
import { temporaryFolder, type TemporaryFolder } from './temporary-folder.js';

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
