/** The most a file may weigh, in bytes; 1 kB = 1,000 bytes. */
export interface Budget {
  readonly file: string;
  readonly maximumBytes: number;
  /** Packages that must not be part of the bundle: they are loaded by a worker, on first use. */
  readonly without?: readonly string[];
}

const loadedOnFirstUse = ['web-tree-sitter', 'ts-morph', '@ts-morph/common', 'typescript', 'systeminformation'];

/** Every JavaScript file that ships, minified, and the package as a whole. */
export const budgets: readonly Budget[] = [
  // Read by activation, which a person waits for; the rest of the extension stands behind it.
  { file: 'dist/extension.js', maximumBytes: 20_000, without: loadedOnFirstUse },
  { file: 'dist/workbench.js', maximumBytes: 250_000, without: loadedOnFirstUse },
  // All that a warm assessment reads; the commands stand behind it.
  { file: 'dist/cli.js', maximumBytes: 40_000, without: loadedOnFirstUse },
  { file: 'dist/commands.js', maximumBytes: 300_000, without: loadedOnFirstUse },
  { file: 'dist/adapters.js', maximumBytes: 150_000, without: loadedOnFirstUse },
  { file: 'dist/workers.js', maximumBytes: 15_000, without: loadedOnFirstUse },
  { file: 'dist/store.js', maximumBytes: 100_000, without: loadedOnFirstUse },
  { file: 'dist/prometheus.js', maximumBytes: 100_000 },
  { file: 'dist/reports.js', maximumBytes: 100_000, without: loadedOnFirstUse },
  // The MCP SDK's protocol and the schemas of its messages.
  { file: 'dist/mcp.js', maximumBytes: 180_000, without: [...loadedOnFirstUse, 'ajv', 'express'] },
  { file: 'dist/observation.js', maximumBytes: 150_000, without: loadedOnFirstUse },
  { file: 'dist/validation.js', maximumBytes: 180_000, without: loadedOnFirstUse },
  { file: 'dist/testing.js', maximumBytes: 100_000, without: loadedOnFirstUse },
  { file: 'dist/tools.js', maximumBytes: 100_000, without: loadedOnFirstUse },
  { file: 'dist/parallel-test.js', maximumBytes: 60_000, without: loadedOnFirstUse },
  { file: 'dist/rollback.js', maximumBytes: 60_000, without: loadedOnFirstUse },
  { file: 'dist/fleet.js', maximumBytes: 150_000, without: loadedOnFirstUse },
  { file: 'dist/telemetry.js', maximumBytes: 100_000, without: loadedOnFirstUse },
  { file: 'dist/webview.js', maximumBytes: 150_000 },
  { file: 'dist/waves.js', maximumBytes: 30_000 },
  { file: 'dist/metrics-worker.js', maximumBytes: 100_000 },
  // The scanners of two languages, and everything that reads and rewrites Python.
  { file: 'dist/language-worker.js', maximumBytes: 540_000, without: ['ts-morph', 'systeminformation'] },
  // ts-morph with TypeScript's compiler, and everything that rewrites TypeScript.
  { file: 'dist/typescript-worker.js', maximumBytes: 2_900_000 },
  { file: 'dist/cached-worker.js', maximumBytes: 10_000, without: loadedOnFirstUse },
  { file: 'agent-migrator.vsix', maximumBytes: 2_300_000 },
];
