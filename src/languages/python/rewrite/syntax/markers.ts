import type { Span } from '../../../../core/text/span.js';
import type { ClassSyntax } from './class-syntax.js';
import { startOfLine } from '../../../../core/text/start-of-line.js';
import type { PythonModule } from './python-module.js';

export interface Marker extends Span {
  readonly stages: readonly string[];
}

const markerComment = /^# agent-migrator: (\S+) migrated to \S+ \[([^\]]*)\] \S+[ \t]*$/;

/** The marker among the comment lines right above a class and its decorators. */
export function markerAbove({ text }: PythonModule, { name, whole }: ClassSyntax): Marker | undefined {
  let lineStart = startOfLine(text, whole.start);
  while (lineStart > 0) {
    const end = lineStart - (text.slice(lineStart - 2, lineStart) === '\r\n' ? 2 : 1);
    const above = startOfLine(text, end);
    const line = text.slice(above, end);
    const comment = line.trimStart();
    if (!comment.startsWith('#')) return undefined;
    const found = markerComment.exec(comment);
    if (found?.[1] === name) {
      const start = above + (line.length - comment.length);
      return { start, end: start + comment.trimEnd().length, stages: (found[2] ?? '').split(/,\s*/) };
    }
    lineStart = above;
  }
  return undefined;
}

const printedMarkerPattern = /^print\("[^"]+ MIGRATION APPLIED"\)$/u;

/** Whether a statement is the documented marker of any class. */
export const isPrintedMarker = (statement: string): boolean => printedMarkerPattern.test(statement);

/** Whether the statement before the class prints the documented marker. */
export function printedMarker(module: PythonModule, { name, whole }: ClassSyntax): boolean {
  const siblings = whole.parent?.parts ?? [];
  const before = siblings[siblings.indexOf(whole) - 1];
  return before !== undefined && module.textOf(before) === `print("${name.toUpperCase()} MIGRATION APPLIED")`;
}
