/**
 * Loads the extension and activates it against a VS Code that does nothing, and prints what that took; with `ready`, what is read right
 * after activation counts too. The modules of Node that an extension host has loaded long before are loaded first.
 */
import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import path from 'node:path';

/** Answers every call and every property with another of its kind: enough for code that only registers things. */
function anything(): unknown {
  // Not an arrow function: those cannot be constructed.
  const target = function (): void {};
  return new Proxy(target, {
    get: (_, key) => (key === Symbol.toPrimitive ? () => '' : key === 'then' ? undefined : anything()),
    set: () => true,
    construct: () => anything() as object,
    apply: () => anything(),
  });
}

interface Loader {
  _load(request: string, ...rest: readonly unknown[]): unknown;
}

interface Extension {
  activate(context: unknown): unknown;
}

const root = process.cwd();
const rootRequire = createRequire(path.join(root, 'package.json'));
// An import without a name would be dropped from the bundle of this file.
for (const name of ['child_process', 'crypto', 'fs/promises', 'os', 'timers/promises', 'worker_threads']) {
  rootRequire(`node:${name}`);
}
const loader = Module as unknown as Loader;
const load = loader._load.bind(Module);
const vscode = fakeApi();
loader._load = (request, ...rest) => (request === 'vscode' ? vscode : load(request, ...rest));

/** A bundle copies the names of a module when it loads it, so they all have to be there. */
function fakeApi(): Readonly<Record<string, unknown>> {
  const types = readFileSync('node_modules/@types/vscode/index.d.ts', 'utf8');
  const names = types.matchAll(/^\s+export (?:namespace|(?:abstract )?class|enum|function|const) (?<name>\w+)/gmu);
  const api = Object.fromEntries([...names].map((match) => [match.groups?.['name'] ?? '', anything()]));
  return { ...api, workspace: new Proxy({}, { get: (_, name) => workspace(name) }) };
}

function workspace(name: string | symbol): unknown {
  if (name === 'workspaceFolders' || name === 'textDocuments') return [];
  if (name === 'getConfiguration') return () => ({ get: () => undefined });
  return anything();
}

const context = {
  subscriptions: [],
  extensionPath: root,
  extension: { id: 'agent-migrator' },
  asAbsolutePath: (file: string) => path.join(root, file),
  extensionUri: anything(),
  globalStorageUri: anything(),
  workspaceState: anything(),
  globalState: anything(),
  secrets: anything(),
};

const startedMs = performance.now();
const before = process.cpuUsage();
const extension = rootRequire('./dist/extension.js') as Extension;
await extension.activate(context);
if (process.argv[2] === 'ready') await new Promise(setImmediate);
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ wallMs: performance.now() - startedMs, cpuMs: (user + system) / 1000 }));
process.exit(0);
