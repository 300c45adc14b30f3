import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

const stampFile = 'provisioned.json';

/** Where downloaded parts live: `$AGENT_MIGRATOR_VSCODE_CACHE`, else `.vscode-test/` of the checkout. */
function cacheFolder(): string {
  const chosen = process.env['AGENT_MIGRATOR_VSCODE_CACHE'];
  return path.resolve(chosen === undefined || chosen === '' ? '.vscode-test' : chosen);
}

/**
 * The folder of one part, filled by `fill` when it is not there yet. The name carries the exact version. Filling happens
 * beside it and ends in one rename, so a half-done part is never taken for a whole one, also not by a second process.
 */
export async function provideOnce(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const folder = path.join(cacheFolder(), name);
  if (existsSync(path.join(folder, stampFile))) return folder;
  const partial = `${folder}.partial-${randomUUID().slice(0, 8)}`;
  await mkdir(partial, { recursive: true });
  try {
    await fill(partial);
    await writeFile(path.join(partial, stampFile), JSON.stringify({ name, at: new Date().toISOString() }));
    await putInPlace(partial, folder);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  await removeAbandoned(name);
  return folder;
}

async function putInPlace(partial: string, folder: string): Promise<void> {
  try {
    await rename(partial, folder);
  } catch (error) {
    // Somebody else finished first: theirs is as good as ours.
    if (existsSync(path.join(folder, stampFile))) return;
    if (!existsSync(folder)) throw error;
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder);
  }
}

/** Parts that a killed run left behind; a finished one with the same name makes them useless. */
async function removeAbandoned(name: string): Promise<void> {
  const root = cacheFolder();
  const abandoned = (await readdir(root)).filter((entry) => entry.startsWith(`${name}.partial-`));
  await Promise.all(abandoned.map((entry) => rm(path.join(root, entry), { recursive: true, force: true })));
}
