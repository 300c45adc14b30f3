import { readFileSync } from 'node:fs';
import { Language, Parser, type Node } from 'web-tree-sitter';

let parser: Promise<Parser> | undefined;

async function load(): Promise<Parser> {
  await Parser.init();
  const made = new Parser();
  made.setLanguage(await Language.load('dist/tree-sitter-python.wasm'));
  return made;
}

/** The syntax tree of a Python file of the repository. */
export async function parsePythonFile(path: string): Promise<Node> {
  return await parsePythonText(readFileSync(path, 'utf8'));
}

export async function parsePythonText(text: string): Promise<Node> {
  parser ??= load();
  const tree = (await parser).parse(text);
  if (tree === null) throw new Error('The parser gave no tree.');
  return tree.rootNode;
}
