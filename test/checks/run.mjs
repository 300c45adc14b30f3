// Bundles and runs one check: node test/checks/run.mjs manifest
import { build } from 'esbuild';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [name] = process.argv.slice(2);
const outfile = path.resolve('out', 'checks', `${name}.mjs`);
await build({
  entryPoints: [`test/checks/${name}/check-${name}.ts`],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  sourcemap: 'inline',
  logLevel: 'warning',
});
await import(pathToFileURL(outfile).href);
