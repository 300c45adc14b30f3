import type { TextEdit } from '../../../../core/rewrite/text-edit.js';
import { startOfLine } from '../../../../core/text/start-of-line.js';
import { afterRestOfLine, indentationAt, startOfOwnLine } from './line-ends.js';
import type { PythonModule } from './python-module.js';
import type { SyntaxNode } from './syntax-node.js';

// Whole lines are inserted between lines, never at the ends of text that another edit may take away.

/** New statement lines before a statement, at its indentation; on the statement's own line, with a semicolon, when it shares its line. */
export function insertBefore(module: PythonModule, statement: SyntaxNode, lines: readonly string[]): TextEdit {
  const at = statement.start;
  if (startOfOwnLine(module.text, at) === undefined) {
    return { start: at, end: at, newText: lines.map((line) => `${line}; `).join('') };
  }
  return insertLinesAbove(module, statement, lines);
}

/** New statement lines after a statement, at its indentation. */
export function insertAfter(module: PythonModule, statement: SyntaxNode, lines: readonly string[]): TextEdit {
  const { text, lineEnd } = module;
  const isOwnLine = startOfOwnLine(text, statement.start) !== undefined;
  const next = isOwnLine ? afterRestOfLine(text, afterSemicolon(text, statement.end)) : undefined;
  if (next === undefined) {
    return { start: statement.end, end: statement.end, newText: lines.map((line) => `; ${line}`).join('') };
  }
  const indentation = indentationAt(text, statement.start);
  const isLineEnded = next > 0 && '\r\n'.includes(text.charAt(next - 1));
  const newText = lines.map((line) =>
    isLineEnded ? `${indentation}${line}${lineEnd}` : `${lineEnd}${indentation}${line}`,
  );
  return { start: next, end: next, newText: newText.join('') };
}

const afterSemicolon = (text: string, offset: number): number =>
  offset + (/^[ \t\f]*;/.exec(text.slice(offset, offset + 40))?.[0].length ?? 0);

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
