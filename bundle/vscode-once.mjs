import { readFile } from 'node:fs/promises';
import { typescriptFiles } from './typescript-files.mjs';

/**
 * A bundle copies every name of `vscode` for each file that imports it, which is most of the time that activation takes. Here one module
 * reads the names that the sources use, once, for all of them.
 */
export const vscodeOnce = {
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
