// Builds what ships (dist/) and, with --tests, what checks it (out/). Type checking is tsc's work: npm run check.
import { getLibFiles } from '@ts-morph/common';
import { build, context } from 'esbuild';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const flags = new Set(process.argv.slice(2));
const production = flags.has('--production');

const shared = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  logLevel: 'silent',
  metafile: true,
  legalComments: 'none',
};
const node = { ...shared, platform: 'node', target: 'node20', format: 'cjs' };

/**
 * A bundle copies every name of `vscode` for each file that imports it, which is most of the time that activation takes. Here one module
 * reads the names that the sources use, once, for all of them.
 */
const vscodeOnce = {
  name: 'vscode-once',
  setup(target) {
    target.onResolve({ filter: /^vscode$/ }, ({ namespace }) =>
      namespace === 'vscode-once' ? { path: 'vscode', external: true } : { path: 'vscode', namespace: 'vscode-once' },
    );
    target.onLoad({ filter: /^vscode$/, namespace: 'vscode-once' }, async () => {
      const files = await typescriptFiles('src');
      const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
      const used = new Set(texts.flatMap((text) => [...text.matchAll(/\bvscode\.(\w+)/g)].map(([, name]) => name)));
      const api = await readFile('node_modules/@types/vscode/index.d.ts', 'utf8');
      const values = /^\s+export (?:namespace|(?:abstract )?class|enum|function|const) (\w+)/gm;
      const names = [...new Set([...api.matchAll(values)].map(([, name]) => name))].filter((name) => used.has(name));
      const exported = names.map((name) => `export const ${name} = api.${name};\n`);
      return { contents: `const api = require('vscode');\n${exported.join('')}`, watchFiles: files };
    });
  },
};

/**
 * web-tree-sitter for a worker of Node alone: without what it does in browsers, and without the calls by which its functions and classes
 * keep names that nobody reads, which also keep the unused ones.
 */
const parserOnly = {
  name: 'parser-only',
  setup(target) {
    target.onLoad({ filter: /[\\/]web-tree-sitter\.js$/ }, async ({ path: file }) => {
      const text = await readFile(file, 'utf8');
      const contents = text
        .replace(/^\s*__name\(\w+, "\w+"\);$/gm, '')
        .replace(/(\w+) = \/\* @__PURE__ \*\/ __name\(([\s\S]*?), "\1"\)/g, '$1 = ($2)')
        .replaceAll('__name(', 'unnamed(')
        .replace(/\bENVIRONMENT_IS_(?:WEB|WORKER)\b(?! =)/g, 'false')
        .replace(/\bENVIRONMENT_IS_NODE\b(?! =)|globalThis\.process\?\.versions\.node/g, 'true');
      return { contents: `${contents}\nfunction unnamed(one) { return one; }\n` };
    });
  },
};

const tsMorph = 'node_modules/ts-morph/dist/ts-morph.js';
const tsMorphCommon = 'node_modules/@ts-morph/common/dist/ts-morph-common.js';
const compilerFile = 'node_modules/@ts-morph/common/dist/typescript.js';

/** Parts of the compiler's file that reading and checking do without: what serves editors, and what writes JavaScript. */
const unusedParts = [
  /^src\/(?:server|jsTyping|typingsInstallerCore|deprecatedCompat|typescript)\//,
  /^src\/services\/(?!(?:services|types|utilities)\.ts|_namespaces\/)/,
  /^src\/compiler\/transformers\/(?!utilities\.ts)/,
];

/** Each `ts.name` would go through three objects of getters, which is a tenth of a plan's time: named as a module, it is the function itself. */
const throughTsMorph = /^(import \{[^}]*?)\bts\b,?(?=[^}]*\} from 'ts-morph';)/m;

/**
 * ts-morph's compiler without what only editors need: its one file keeps every export alive. As a module that exports the names which
 * ts-morph and the sources use, what they do not need stays behind. A Project makes a language service before anything asks it, so that
 * one is empty. The declarations of the language, which ts-morph carries as texts, stand in a file of their own.
 */
const compilerOnly = {
  name: 'compiler-only',
  setup(target) {
    const compiler = { path: 'typescript', namespace: 'compiler-only' };
    target.onResolve({ filter: /^\.\/typescript$/ }, ({ importer }) =>
      importer.endsWith('ts-morph-common.js') ? compiler : undefined,
    );
    target.onResolve({ filter: /^compiler-only$/ }, () => compiler);
    target.onLoad({ filter: /[\\/]src[\\/]languages[\\/]typescript[\\/].*\.ts$/ }, async ({ path: file }) => {
      const text = await readFile(file, 'utf8');
      return { contents: text.replace(throughTsMorph, "import * as ts from 'compiler-only'; $1"), loader: 'ts' };
    });
    target.onLoad({ filter: /.*/, namespace: 'compiler-only' }, async () => {
      const files = await typescriptFiles('src/languages/typescript');
      const texts = await Promise.all([tsMorph, tsMorphCommon, ...files].map((file) => readFile(file, 'utf8')));
      const used = new Set(
        texts.flatMap((text) => [...text.matchAll(/\bts(?:__namespace)?\.(\w+)/g)].map(([, name]) => name)),
      );
      const { body, exported } = compilerParts(await readFile(compilerFile, 'utf8'));
      const names = [...used].filter((name) => exported.has(name) && name !== 'createLanguageService');
      const contents = `${body}\nexport { ${names.join(', ')} };\nexport { noService as createLanguageService };\nfunction noService() { return {}; }\n`;
      return { contents, resolveDir: path.dirname(compilerFile), watchFiles: files };
    });
    target.onLoad({ filter: /[\\/]ts-morph-common\.js$/ }, async ({ path: file }) => {
      const text = await readFile(file, 'utf8');
      const contents = text.replace(/^const libFiles = \[\{[\s\S]*?^\s*\}\];$/m, 'const libFiles = [];');
      if (contents === text) throw new Error(`${tsMorphCommon} does not carry its declarations as it did.`);
      return { contents };
    });
  },
};

/** The statements of the compiler's file without their wrapper, and the names that they export. */
function compilerParts(text) {
  const head = '((module) => {';
  const start = text.indexOf(head);
  const end = text.lastIndexOf('})({ get exports()');
  if (start < 0 || end < start) throw new Error(`${compilerFile} is not wrapped as it was; see compilerParts.`);
  const exports = /^__export\(typescript_exports, \{[\s\S]*?^\}\);$/m.exec(text)?.[0] ?? '';
  const body = text
    .slice(start + head.length, end)
    .split(/^(?=\/\/ src\/)/m)
    .filter((part) => !unusedParts.some((unused) => unused.test(part.slice('// '.length))))
    .join('')
    .replace(/^__export\(\w+, \{[\s\S]*?^\}\);$/gm, '');
  const declared = new Set(
    [...body.matchAll(/^(?:async )?(?:function\*? |var |let |const |class )(\w+)/gm)].map(([, name]) => name),
  );
  const names = [...exports.matchAll(/^ {2}(\w+): \(\) => /gm)].map(([, name]) => name);
  return { body, exported: new Set(names.filter((name) => declared.has(name))) };
}

/**
 * The MCP SDK brings a validator of JSON Schema (half of its bundle) for what a person answers to a form. Ours is one yes or no, which
 * `src/cli/mcp/agreement.ts` reads, and the server is given that reader.
 */
const withoutSchemaValidator = {
  name: 'without-schema-validator',
  setup(target) {
    target.onLoad({ filter: /[\\/]validation[\\/]ajv-provider\.js$/ }, () => ({
      contents: 'export class AjvJsonSchemaValidator {}',
    }));
  },
};

/** Workers are files of their own: loaded by path on first use, they cost activation nothing. */
const targets = [
  { ...node, entryPoints: { extension: 'src/extension.ts' }, outdir: 'dist', plugins: [vscodeOnce] },
  // What stands behind the commands: read when activation is over.
  { ...node, entryPoints: { workbench: 'src/vscode/compose.ts' }, outdir: 'dist', plugins: [vscodeOnce] },
  // What the extension needs once a folder is open, out of the way of its activation.
  { ...node, entryPoints: { adapters: 'src/node/editor-adapters.ts' }, outdir: 'dist' },
  // No externals: a runtime path to vscode from the CLI fails the build.
  { ...node, entryPoints: { cli: 'src/cli.ts' }, outdir: 'dist', banner: { js: '#!/usr/bin/env node' } },
  // What changes files, and how it is taken back: not needed by whoever only reads.
  { ...node, entryPoints: { store: 'src/node/create-change-ports.ts' }, outdir: 'dist' },
  {
    ...node,
    entryPoints: { 'language-worker': 'src/node/workers/language-worker.ts' },
    outdir: 'dist',
    // Only what is used of web-tree-sitter's ESM file comes along; it asks for import.meta.url, which a CommonJS bundle does not have.
    define: { 'import.meta.url': 'bundleUrl' },
    plugins: [parserOnly],
    banner: { js: "const bundleUrl=require('node:url').pathToFileURL(__filename).href;" },
  },
  {
    ...node,
    entryPoints: { 'typescript-worker': 'src/node/workers/typescript-worker.ts' },
    outdir: 'dist',
    plugins: [compilerOnly],
  },
  { ...node, entryPoints: { 'cached-worker': 'src/node/workers/cached-worker.ts' }, outdir: 'dist' },
  { ...node, entryPoints: { prometheus: 'src/node/telemetry/prometheus-publishers.ts' }, outdir: 'dist' },
  { ...node, entryPoints: { reports: 'src/core/report/report-writers.ts' }, outdir: 'dist' },
  { ...node, entryPoints: { mcp: 'src/cli/mcp/serve.ts' }, outdir: 'dist', plugins: [withoutSchemaValidator] },
  {
    ...node,
    entryPoints: { testing: 'src/vscode/validation/testing.ts' },
    outdir: 'dist',
    plugins: [vscodeOnce],
  },
  {
    ...node,
    entryPoints: { tools: 'src/vscode/tools/language-model-tools.ts' },
    outdir: 'dist',
    plugins: [vscodeOnce],
  },
  {
    ...node,
    entryPoints: { rollback: 'src/vscode/rollback/rolling-back.ts' },
    outdir: 'dist',
    plugins: [vscodeOnce],
  },
  // The Agents view and what is done with many agents at once.
  { ...node, entryPoints: { fleet: 'src/vscode/agents/fleet.ts' }, outdir: 'dist', plugins: [vscodeOnce] },
  // What shows telemetry in the editor: loaded when activation is over.
  {
    ...node,
    entryPoints: { telemetry: 'src/vscode/telemetry/lazy-parts.ts' },
    outdir: 'dist',
    plugins: [vscodeOnce],
  },
  { ...node, entryPoints: { observation: 'src/node/telemetry/create-observation.ts' }, outdir: 'dist' },
  // The harness of TypeScript agents: it runs in a process of its own and loads nothing else.
  { ...node, entryPoints: { 'parallel-test': 'media/parallel-test/javascript/run.mjs' }, outdir: 'dist' },
  { ...node, entryPoints: { validation: 'src/node/validation/create-validation.ts' }, outdir: 'dist' },
  { ...node, entryPoints: { 'metrics-worker': 'src/node/telemetry/metrics-worker.ts' }, outdir: 'dist' },
  {
    ...shared,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    entryPoints: { webview: 'src/webview/telemetry-panel.ts', waves: 'src/webview/waves-panel.ts' },
    outdir: 'dist',
  },
];

const assets = [
  ['node_modules/web-tree-sitter/web-tree-sitter.wasm', 'dist/web-tree-sitter.wasm'],
  ['node_modules/@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm', 'dist/tree-sitter-python.wasm'],
];

/** CommonJS, all in one file: one is started thousands of times, the other must not turn what it is preloaded into to Node's loader of ESM. */
const oneFileEntries = ['test/support/store/run-store-step.ts', 'test/bench/subjects/report-cost.ts'];

/** Tests are ESM modules that share chunks; the host suite runs inside VS Code, which loads CommonJS. */
async function testTargets() {
  const entries = await typescriptFiles('test');
  return [
    {
      ...node,
      entryPoints: entries.filter((file) => !file.startsWith('test/host/') && !oneFileEntries.includes(file)),
      outdir: 'out/test',
      outbase: 'test',
      format: 'esm',
      splitting: true,
      packages: 'external',
      alias: {},
      minify: false,
      sourcemap: 'inline',
      outExtension: { '.js': '.mjs' },
    },
    {
      ...node,
      entryPoints: entries.filter((file) => file.startsWith('test/host/')),
      outdir: 'out/test/host',
      outbase: 'test/host',
      external: ['vscode', 'mocha'],
      minify: false,
      sourcemap: 'inline',
    },
    {
      ...node,
      entryPoints: oneFileEntries,
      outdir: 'out/test',
      outbase: 'test',
      minify: true,
      sourcemap: false,
      outExtension: { '.js': '.cjs' },
    },
  ].filter((target) => target.entryPoints.length > 0);
}

async function typescriptFiles(folder) {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.parentPath.includes('fixtures'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

let building = 0;

/** Lines that VS Code's esbuild problem matcher reads; "finished" once all targets are, so that F5 waits for every one. */
const reporter = {
  name: 'reporter',
  setup(target) {
    target.onStart(() => {
      building += 1;
      if (building === 1) console.log('[watch] build started');
    });
    target.onEnd((result) => {
      for (const { text, location } of result.errors) {
        console.error(`✘ [ERROR] ${text}`);
        if (location) console.error(`    ${location.file}:${location.line}:${location.column}:`);
      }
      building -= 1;
      if (building === 0) console.log('[watch] build finished');
    });
  },
};

async function copyAssets() {
  await mkdir('dist', { recursive: true });
  await Promise.all([...assets.map(([from, to]) => copyFile(from, to)), writeCompilerLibrary()]);
}

/**
 * The declarations of the language and of the web in one file, by their names, without the comments that make two thirds of them. Packed
 * here, they take 70 kB less of the package than with its own compression.
 */
async function writeCompilerLibrary() {
  const texts = getLibFiles().map(({ fileName, text }) => [fileName, withoutComments(text)]);
  const packed = brotliCompressSync(JSON.stringify(Object.fromEntries(texts)), {
    // The highest quality takes 30 times as long for a tenth.
    params: { [constants.BROTLI_PARAM_QUALITY]: 9 },
  });
  await writeFile('dist/typescript-library.json.br', packed);
}

/** References to other declarations are comments too, and stay. */
const withoutComments = (text) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*(?:\/\/(?!\/).*)?\r?\n/gm, '');

async function main() {
  if (!flags.has('--watch')) await rm('dist', { recursive: true, force: true });
  // A test that was deleted must not run again from an earlier build.
  if (flags.has('--tests')) await rm('out/test', { recursive: true, force: true });
  await copyAssets();
  const all = flags.has('--tests') ? [...targets, ...(await testTargets())] : targets;
  if (flags.has('--watch')) {
    const contexts = await Promise.all(
      all.map((target) => context({ ...target, plugins: [...(target.plugins ?? []), reporter] })),
    );
    await Promise.all(contexts.map((one) => one.watch()));
    return;
  }
  const results = await Promise.all(all.map((target) => build({ ...target, logLevel: 'warning' })));
  const outputs = Object.assign({}, ...results.map((result) => result.metafile.outputs));
  await mkdir('out', { recursive: true });
  await writeFile('out/metafile.json', JSON.stringify({ outputs }));
}

await main();
