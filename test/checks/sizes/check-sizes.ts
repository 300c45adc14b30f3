/** Holds what `npm run package` made against the budgets: `npm run check:sizes`. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { listFiles, PackageManager } from '@vscode/vsce';
import { report } from '../finding.js';
import { budgets } from './budgets.js';
import { checkContents } from './check-contents.js';
import { compareSizes, sizeTable, type BundleContents, type Measured } from './compare-sizes.js';

function measure(): Measured {
  const files = [
    ...readdirSync('dist').map((file) => `dist/${file}`),
    ...readdirSync('.').filter((file) => file.endsWith('.vsix')),
  ];
  return {
    sizes: new Map(files.map((file) => [file, statSync(file).size])),
    contents: JSON.parse(readFileSync('out/metafile.json', 'utf8')) as BundleContents,
  };
}

const measured = measure();
console.log(sizeTable(measured, budgets));
const packaged = await listFiles({ packageManager: PackageManager.None });
report([...compareSizes(measured, budgets), ...checkContents(packaged)], 'the package');
