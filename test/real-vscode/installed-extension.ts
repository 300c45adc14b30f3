import { cp, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';

/** Puts into an extensions folder exactly the files that the packaged extension would hold, from the checkout at `root`. */
export async function installExtension(root: string, extensionsFolder: string): Promise<void> {
  const manifest: unknown = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  const folder = path.join(extensionsFolder, installedName(manifest));
  const files = await listFiles({ cwd: root, packageManager: PackageManager.None });
  for (const file of files) {
    const target = path.join(folder, file);
    await mkdir(path.dirname(target), { recursive: true });
    await cp(path.join(root, file), target);
  }
}

function installedName(manifest: unknown): string {
  const { publisher, name, version } = manifest as { publisher: string; name: string; version: string };
  return `${publisher}.${name}-${version}`;
}
