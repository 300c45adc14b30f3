import type { Node, Tree } from 'web-tree-sitter';
import type { ParseProblem } from '../../core/facts/source-facts.js';
import { LineIndex } from '../../core/text/line-index.js';
import { checkCompileRules } from './compile-rules.js';
import { openPythonSource } from './open-source.js';
import type { PythonParser } from './parser.js';
import { checkStructure } from './structure.js';

/** Enough to see what is wrong; after the first problem the parser guesses. */
const MOST_TREE_PROBLEMS = 5;

/**
 * Everything that shows, without an interpreter, that a text is not a valid module: the structure guard, the parser, and the rules that the
 * compiler adds to the grammar. In source order; empty for valid Python 3.
 */
export function verifyPython(parser: PythonParser, text: string): ParseProblem[] {
  const source = openPythonSource(text);
  const structural = checkStructure(source);
  const ruled = checkCompileRules(source);
  const tree = parser.parse(text);
  try {
    const found = [...structural, ...ruled];
    return (structural.length > 0 ? found : [...found, ...treeProblems(tree, text)]).sort(byPlace);
  } finally {
    tree.delete();
  }
}

/** Where the parser could not go on; positions are exact, the guess at what is missing is the parser's. */
function treeProblems(tree: Tree, text: string): ParseProblem[] {
  if (!tree.rootNode.hasError) return [];
  const lines = new LineIndex(text);
  return errorNodes(tree.rootNode).map((node) => ({
    code: 'does-not-parse',
    range: lines.rangeOf({ start: node.startIndex, end: node.endIndex }),
    message: node.isMissing ? `invalid syntax: expected ${node.type}` : 'invalid syntax',
  }));
}

function errorNodes(root: Node): Node[] {
  const found: Node[] = [];
  const open: Node[] = [root];
  while (open.length > 0 && found.length < MOST_TREE_PROBLEMS) {
    const node = open.pop();
    if (!node?.hasError) continue;
    if (node.isError || node.isMissing) found.push(node);
    else open.push(...node.children.toReversed());
  }
  return found;
}

const byPlace = (a: ParseProblem, b: ParseProblem): number =>
  a.range.line - b.range.line || a.range.column - b.range.column;
