// Builds what ships (dist/) and, with --tests, what checks it (out/). Type checking is tsc's work: npm run check.
import { build, context } from 'esbuild';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { assemblyScript } from './bundle/assembly-script.mjs';
import { compilerOnly } from './bundle/compiler-only.mjs';
import { writeCompilerLibrary } from './bundle/compiler-library.mjs';
import { hostFiguresOnly } from './bundle/host-figures-only.mjs';
import { parserOnly } from './bundle/parser-only.mjs';
import { typescriptFiles } from './bundle/typescript-files.mjs';
import { vscodeOnce } from './bundle/vscode-once.mjs';
import { withoutSchemaValidator } from './bundle/without-schema-validator.mjs';

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
const node = { ...shared, platform: 'node', target: 'node20', format: 'cjs', plugins: [assemblyScript] };

/** Workers are files of their own: loaded by path on first use, they cost activation nothing. */
const targets = [
  { ...node, entryPoints: { extension: 'src/extension.ts' }, outdir: 'dist', plugins: [vscodeOnce] },
  // What stands behind the commands: read when activation is over.
  { ...node, entryPoints: { workbench: 'src/vscode/compose.ts' }, outdir: 'dist', plugins: [vscodeOnce] },
  // What the extension needs once a folder is open, out of the way of its activation.
  { ...node, entryPoints: { adapters: 'src/node/editor-adapters.ts' }, outdir: 'dist' },
  // No externals: a runtime path to vscode from the CLI fails the build.
  { ...node, entryPoints: { cli: 'src/cli.ts' }, outdir: 'dist', banner: { js: '#!/usr/bin/env node' } },
  // The command line's commands with the engine: an assessment that is known is answered without them.
  { ...node, entryPoints: { commands: 'src/cli/run-cli.ts' }, outdir: 'dist' },
  // What starts workers and talks to them: a command line begins with it while it still reads its commands.
  { ...node, entryPoints: { workers: 'src/node/workers/create-workers.ts' }, outdir: 'dist' },
  // What changes files, and how it is taken back: not needed by whoever only reads.
  { ...node, entryPoints: { store: 'src/node/create-change-ports.ts' }, outdir: 'dist' },
  {
    ...node,
    entryPoints: { 'language-worker': 'src/node/workers/language-worker.ts' },
    outdir: 'dist',
    // Only what is used of web-tree-sitter's ESM file comes along; it asks for import.meta.url, which a CommonJS bundle does not have.
    define: { 'import.meta.url': 'bundleUrl' },
    plugins: [parserOnly, assemblyScript],
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
  {
    ...node,
    entryPoints: { 'metrics-worker': 'src/node/telemetry/metrics-worker.ts' },
    outdir: 'dist',
    plugins: [hostFiguresOnly],
  },
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
