import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { typescriptFiles } from './typescript-files.mjs';

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
export const compilerOnly = {
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
