import type { TextEdit } from '../../../../core/rewrite/text-edit.js';
import { afterRestOfLine, indentationAt, startOfLine, startOfOwnLine } from './line-ends.js';
import type { PythonModule } from './python-module.js';
import type { SyntaxNode } from './syntax-node.js';

/** New statement lines before a statement, at its indentation; on the statement's own line, with a semicolon, when it shares its line. */
export function insertBefore(module: PythonModule, statement: SyntaxNode, lines: readonly string[]): TextEdit {
  const { text, lineEnd } = module;
  const at = statement.start;
  if (startOfOwnLine(text, at) === undefined)
    return { start: at, end: at, newText: lines.map((line) => `${line}; `).join('') };
  const indentation = indentationAt(text, at);
  return { start: at, end: at, newText: lines.map((line) => `${line}${lineEnd}${indentation}`).join('') };
}

/** New statement lines after a statement, at its indentation. */
export function insertAfter(module: PythonModule, statement: SyntaxNode, lines: readonly string[]): TextEdit {
  const { text, lineEnd } = module;
  const indentation =
    startOfOwnLine(text, statement.start) === undefined ? undefined : indentationAt(text, statement.start);
  const at = endOfLineOf(text, statement.end);
  if (indentation === undefined || at === undefined) {
    return { start: statement.end, end: statement.end, newText: lines.map((line) => `; ${line}`).join('') };
  }
  return { start: at, end: at, newText: lines.map((line) => `${lineEnd}${indentation}${line}`).join('') };
}

/** Where the line ends on which nothing but white space, a semicolon and a comment follows; `undefined` when a statement follows. */
function endOfLineOf(text: string, offset: number): number | undefined {
  const rest = /[ \t\f]*;?[ \t\f]*(?:#[^\r\n]*)?(?=\r|\n|$)/y;
  rest.lastIndex = offset;
  return rest.test(text) ? rest.lastIndex : undefined;
}

/** Whole lines before the line on which a statement starts. */
export function insertLinesAbove(module: PythonModule, statement: SyntaxNode, lines: readonly string[]): TextEdit {
  const { text, lineEnd } = module;
  const at = startOfLine(text, statement.start);
  const indentation = indentationAt(text, statement.start);
  return { start: at, end: at, newText: lines.map((line) => `${indentation}${line}${lineEnd}`).join('') };
}

/** Whole lines below the line on which a statement ends: they stay when that line is taken away. */
export function insertLinesBelow(module: PythonModule, statement: SyntaxNode, lines: readonly string[]): TextEdit {
  const { text, lineEnd } = module;
  const at = afterRestOfLine(text, statement.end);
  const before = at === undefined ? '' : text.charAt(at - 1);
  if (at === undefined || !'\r\n'.includes(before) || startOfOwnLine(text, statement.start) === undefined) {
    return insertAfter(module, statement, lines);
  }
  const indentation = indentationAt(text, statement.start);
  return { start: at, end: at, newText: lines.map((line) => `${indentation}${line}${lineEnd}`).join('') };
}
