import { readFileSync, readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import type { FolderEntries, ProjectDisk } from '../../languages/typescript/project/project-disk.js';
import { readRegularFileSync } from '../regular-file.js';

/** The disk as a compiler sees it; what cannot be read is not there. */
export function projectDisk(root: string): ProjectDisk {
  const stats = (file: string) => statSync(file, { throwIfNoEntry: false });
  return {
    root: root.replaceAll(path.sep, '/'),
    caseSensitive: process.platform !== 'win32' && process.platform !== 'darwin',
    readFile: (file) => orNothing(() => readRegularFileSync(file).toString('utf8')),
    fileExists: (file) => orNothing(() => stats(file)?.isFile()) === true,
    directoryExists: (folder) => orNothing(() => stats(folder)?.isDirectory()) === true,
    entriesIn: (folder) => orNothing(() => entriesIn(folder)) ?? { files: [], directories: [] },
    realPath: (file) => orNothing(() => realpathSync.native(file).replaceAll(path.sep, '/')) ?? file,
    modifiedMs: (file) => orNothing(() => stats(file)?.mtimeMs) ?? 0,
    computedMs: () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1000;
    },
  };
}

function entriesIn(folder: string): FolderEntries {
  const entries = readdirSync(folder, { withFileTypes: true });
  const named = (is: (entry: Dirent) => boolean): readonly string[] =>
    entries.filter((entry) => is(entry) || entry.isSymbolicLink()).map(({ name }) => name);
  return { files: named((entry) => entry.isFile()), directories: named((entry) => entry.isDirectory()) };
}

/** The compiler's own declaration files as they are shipped: texts by name in one packed file, which is read when the first is asked for. */
export function packedLibrary(file: string): (name: string) => string | undefined {
  let texts: Readonly<Record<string, string>> | undefined;
  return (name) => (texts ??= unpacked(file))[name];
}

function unpacked(file: string): Readonly<Record<string, string>> {
  return JSON.parse(brotliDecompressSync(readFileSync(file)).toString()) as Readonly<Record<string, string>>;
}

function orNothing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
