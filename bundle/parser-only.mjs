import { readFile } from 'node:fs/promises';

/**
 * web-tree-sitter for a worker of Node alone: without what it does in browsers, without queries, which nobody makes, and without the calls
 * by which its functions and classes keep names that nobody reads, which also keep the unused ones.
 */
export const parserOnly = {
  name: 'parser-only',
  setup(target) {
    target.onLoad({ filter: /[\\/]web-tree-sitter\.js$/ }, async ({ path: file }) => {
      const text = await readFile(file, 'utf8');
      const contents = text
        .replace(/^\s*__name\(\w+, "\w+"\);$/gm, '')
        .replace(/^var (Query|QueryError) = class [\s\S]*?^\};$/gm, 'var $1;')
        .replace(/(\w+) = \/\* @__PURE__ \*\/ __name\(([\s\S]*?), "\1"\)/g, '$1 = ($2)')
        .replaceAll('__name(', 'unnamed(')
        .replace(/\bENVIRONMENT_IS_(?:WEB|WORKER)\b(?! =)/g, 'false')
        .replace(/\bENVIRONMENT_IS_NODE\b(?! =)|globalThis\.process\?\.versions\.node/g, 'true');
      return { contents: `${contents}\nfunction unnamed(one) { return one; }\n` };
    });
  },
};
