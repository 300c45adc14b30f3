import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

/** The parser that stands for T, and what its figures have to be multiplied with to be those of the native add-on. */
export interface Yardstick {
  readonly parser: 'native' | 'napi' | 'wasm';
  readonly factor: number;
  readonly note: string;
}

export interface Provisions {
  readonly yardstick: Yardstick;
  /** Folder whose node_modules holds what was installed. */
  readonly modules: string;
  /** The ast-grep program; absent when it could not be installed. */
  readonly astGrep?: string;
}

const cache = path.resolve('node_modules/.cache/agent-migrator-bench');

/** Installs the yardsticks once into a cache folder; what cannot be had is replaced or left out, and says so. */
export async function provision(): Promise<Provisions> {
  const native = await install('native', ['tree-sitter@0.25', 'tree-sitter-python@0.25']);
  const astGrepFolder = await install('ast-grep', ['@ast-grep/cli@0.51']);
  const astGrep = astGrepFolder && path.join(astGrepFolder, 'node_modules', '.bin', binary('ast-grep'));
  const rest = astGrep !== undefined && existsSync(astGrep) ? { astGrep } : {};
  if (native !== undefined && (await works(native, 'tree-sitter'))) {
    return { yardstick: { parser: 'native', factor: 1, note: 'native tree-sitter add-on' }, modules: native, ...rest };
  }
  const napi = await install('napi', ['@ast-grep/napi@0.51', '@ast-grep/lang-python']);
  if (napi !== undefined && (await works(napi, '@ast-grep/lang-python'))) {
    return {
      yardstick: { parser: 'napi', factor: 1.1, note: '@ast-grep/napi × 1.1: the add-on did not build' },
      modules: napi,
      ...rest,
    };
  }
  return {
    yardstick: { parser: 'wasm', factor: 0.74, note: 'tree-sitter WASM × 0.74: the add-on did not build' },
    modules: cache,
    ...rest,
  };
}

/** The folder, or undefined when npm could not install the packages; a folder that is complete is left alone. */
async function install(name: string, packages: readonly string[]): Promise<string | undefined> {
  const folder = path.join(cache, name);
  const complete = path.join(folder, 'complete');
  if (existsSync(complete)) return folder;
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), '{ "private": true }');
  console.error(`Installing ${packages.join(' ')} …`);
  try {
    const npm = ['install', '--no-audit', '--no-fund', '--loglevel=error', ...packages];
    await promisify(execFile)(binary('npm'), npm, {
      cwd: folder,
      timeout: 10 * 60_000,
      shell: process.platform === 'win32',
    });
    await writeFile(complete, packages.join('\n'));
    return folder;
  } catch (error) {
    console.error(`Not installed: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`);
    return undefined;
  }
}

/** Whether a package can be loaded here: an add-on may install and still miss its binary. */
async function works(folder: string, name: string): Promise<boolean> {
  try {
    await promisify(execFile)(process.execPath, ['-e', `require(${JSON.stringify(name)})`], { cwd: folder });
    return true;
  } catch {
    return false;
  }
}

function binary(name: string): string {
  return process.platform === 'win32' ? `${name}.cmd` : name;
}
