import { readFileSync } from 'node:fs';
import type { Node } from 'web-tree-sitter';
import { loadPythonParser } from '../../src/languages/python/parser.js';

/** The syntax tree of a Python file of the repository. */
export async function parsePythonFile(path: string): Promise<Node> {
  return await parsePythonText(readFileSync(path, 'utf8'));
}

export async function parsePythonText(text: string): Promise<Node> {
  return (await loadPythonParser('dist')).parse(text).rootNode;
}
