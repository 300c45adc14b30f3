import type { PlannedEdit } from './plan.js';

type Place = Pick<PlannedEdit, 'startLine' | 'startColumn' | 'endLine' | 'newText'>;

/** The line (1-based) of a text that a line of the text after some edits comes from; for a line that an edit wrote, where it did so. */
export function lineBefore(edits: readonly Place[], line: number): number {
  let shift = 0;
  for (const { startLine, startColumn, endLine, newText } of inOrder(edits)) {
    const first = startLine + shift;
    const last = first + newText.split(/\r\n|\r|\n/u).length - 1;
    if (line < first) break;
    // The last line ends with what stood behind the edit; where nothing stands before the edit, it is that line.
    if (line === last) return last > first || startColumn === 1 ? endLine : startLine;
    if (line < last) return startLine;
    shift += last - first - (endLine - startLine);
  }
  return line - shift;
}

function inOrder(edits: readonly Place[]): readonly Place[] {
  return [...edits].sort((a, b) => a.startLine - b.startLine || a.startColumn - b.startColumn);
}
