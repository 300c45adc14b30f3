import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';
import { provideOnce } from './cache-folder.js';
import { findBrowser } from './find-browser.js';
import { installPackages } from './npm-install.js';
import type { Report } from './provision-server.js';
import { chromiumPackage } from './versions.js';

const run = promisify(execFile);

export interface BrowserFiles {
  readonly executable: string;
  /** What the browser's environment needs besides ours. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The browser of this machine, else a headless Chromium from npm with the system libraries that it needs. */
export async function provisionBrowser(report: Report): Promise<BrowserFiles> {
  const installed = findBrowser();
  if (installed !== undefined) return { executable: installed, environment: {} };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chrome, Chromium or Edge found. Install one, or name its executable in CHROME_PATH.');
  }
  const folder = await provideOnce(`chromium-${chromiumPackage.version}`, async (partial) => {
    report(`Installing Chromium ${chromiumPackage.version} …`);
    const parts = path.join(await installPackages(partial, chromiumPackage), 'bin');
    await decompress(path.join(parts, 'chromium.br'), path.join(partial, 'chromium'), 0o755);
    await decompress(path.join(parts, 'al2023.tar.br'), path.join(partial, 'libraries.tar'), 0o644);
    await run('tar', ['-xf', 'libraries.tar'], { cwd: partial });
    await Promise.all(
      ['libraries.tar', 'node_modules'].map((name) => rm(path.join(partial, name), { recursive: true, force: true })),
    );
  });
  const libraries = [path.join(folder, 'lib'), process.env['LD_LIBRARY_PATH'] ?? ''].filter((entry) => entry !== '');
  return {
    executable: path.join(folder, 'chromium'),
    environment: { LD_LIBRARY_PATH: libraries.join(path.delimiter) },
  };
}

async function decompress(from: string, to: string, mode: number): Promise<void> {
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to, { mode }));
}
