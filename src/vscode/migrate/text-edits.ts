import { diffArrays } from 'diff';

/** Lines `startLine` up to, not including, `endLine` (from 0) give way to `newText`. */
export interface LineEdit {
  readonly startLine: number;
  readonly endLine: number;
  readonly newText: string;
}

/** The line edits that turn one text into another, in order and without overlap; what they leave alone keeps cursors and folds. */
export function lineEdits(before: string, after: string): readonly LineEdit[] {
  const edits: LineEdit[] = [];
  let line = 0;
  let open: { start: number; removed: number; added: string[] } | undefined;
  const close = (): void => {
    if (open === undefined) return;
    edits.push({ startLine: open.start, endLine: open.start + open.removed, newText: open.added.join('') });
    open = undefined;
  };
  for (const part of diffArrays(linesOf(before), linesOf(after))) {
    if (part.added || part.removed) {
      open ??= { start: line, removed: 0, added: [] };
      if (part.added) open.added.push(...part.value);
      else open.removed += part.value.length;
    } else close();
    if (!part.added) line += part.value.length;
  }
  close();
  return edits;
}

/** Lines with their endings, so that joining them gives the text back; a text without a final newline ends in a shorter line. */
function linesOf(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/gu) ?? [];
}
