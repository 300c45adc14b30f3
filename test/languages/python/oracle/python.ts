import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';

const oracleFolder = path.resolve('test/languages/python/oracle');

/** Whether a Python 3 is at hand to compare with. */
export const hasPython: boolean =
  spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 8))']).status === 0;

/** Runs one of the oracles on files and returns its lines, one for each file. */
export function askOracle(script: string, files: readonly string[], ...options: readonly string[]): string[] {
  const answer = execFileSync('python3', [path.join(oracleFolder, script), ...options], {
    input: files.join('\n'),
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  return answer.split('\n').slice(0, -1);
}

/** Python files below a folder, sorted; virtual environments and installed packages are left out. */
export function pythonFilesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.py') && !entry.parentPath.includes('site-packages'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

/** Every `step`-th file of the standard library of that Python. */
export function standardLibrary(step = 1): string[] {
  const folder = execFileSync('python3', ['-c', 'import sysconfig; print(sysconfig.get_paths()["stdlib"])']);
  return pythonFilesBelow(folder.toString().trim()).filter((_, index) => index % step === 0);
}
