import * as vscode from 'vscode';
import type { Range } from '../core/text/span.js';

/** VS Code counts from 0, people and the engine from 1. */
export function toVsCodeRange(range: Range): vscode.Range {
  return new vscode.Range(
    Math.max(0, range.line - 1),
    Math.max(0, range.column - 1),
    Math.max(0, range.endLine - 1),
    Math.max(0, range.endColumn - 1),
  );
}

/** The start of a 1-based line. */
export function lineStart(line: number): vscode.Range {
  return new vscode.Range(Math.max(0, line - 1), 0, Math.max(0, line - 1), 0);
}
