import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { provideOnce } from './cache-folder.js';
import { installPackages } from './npm-install.js';
import type { Report } from './provision-server.js';
import { fontPackages } from './versions.js';

/**
 * Fonts of our own for the browser, through fontconfig, so that a screenshot is readable on a machine without any font
 * and looks the same on one with many. Elsewhere than on Linux the system's own fonts serve; the answer is empty.
 */
export async function provisionFonts(report: Report): Promise<Readonly<Record<string, string>>> {
  if (process.platform !== 'linux') return {};
  const { interface: ui, editor } = fontPackages;
  const folder = await provideOnce(`fonts-${ui.version}-${editor.version}`, async (partial) => {
    report('Installing fonts for screenshots …');
    await installPackages(partial, ui, editor);
    await mkdir(path.join(partial, 'ttf'));
    for (const { name } of [ui, editor]) await collectFonts(path.join(partial, 'node_modules', name), partial);
    await rm(path.join(partial, 'node_modules'), { recursive: true, force: true });
  });
  const configuration = path.join(folder, 'fonts.conf');
  // Written each time: it holds absolute paths, and the cache folder may have been moved.
  await writeFile(configuration, fontConfiguration(folder));
  return { FONTCONFIG_FILE: configuration };
}

async function collectFonts(from: string, partial: string): Promise<void> {
  for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
    if (!entry.name.endsWith('.ttf')) continue;
    await cp(path.join(entry.parentPath, entry.name), path.join(partial, 'ttf', entry.name));
  }
}

function fontConfiguration(folder: string): string {
  const alias = (generic: string, family: string): string =>
    `<alias binding="same"><family>${generic}</family><prefer><family>${family}</family></prefer></alias>`;
  const { interface: ui, editor } = fontPackages;
  return [
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    '<fontconfig>',
    `<dir>${path.join(folder, 'ttf')}</dir><dir>/usr/share/fonts</dir><cachedir>${path.join(folder, 'cache')}</cachedir>`,
    ...['sans-serif', 'system-ui', 'Ubuntu'].map((generic) => alias(generic, ui.family)),
    ...['monospace', 'Droid Sans Mono'].map((generic) => alias(generic, editor.family)),
    '</fontconfig>',
    '',
  ].join('\n');
}
