import { readdir } from 'node:fs/promises';
import path from 'node:path';

/** The sources and tests below a folder, in an order that is always the same; what tests read as input is none. */
export async function typescriptFiles(folder) {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.parentPath.includes('fixtures'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
