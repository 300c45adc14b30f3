import { ts } from 'ts-morph';
import type { TextEdit } from '../../../../core/rewrite/text-edit.js';
import type { Span } from '../../../../core/text/span.js';
import { startOfLine } from '../../../../core/text/start-of-line.js';
import { behindLineEnd, endOfLine, holdsBlankLine, standsApart, startsOwnLine } from '../../rewrite/syntax/lines.js';
import type { TypeScriptModule } from '../../rewrite/syntax/typescript-module.js';

/** Takes a statement or member away with its lines; `undefined` where something else stands on them. */
export function removeLines(module: TypeScriptModule, node: ts.Node): TextEdit | undefined {
  return withoutLines(module.text, module.spanOf(node));
}

/** The same for a declaration, with the comments directly above it and behind it, which speak of nothing else. Blank lines stay. */
export function removeDeclaration(module: TypeScriptModule, node: ts.Node): TextEdit | undefined {
  const { text } = module;
  const [behind] = ts.getTrailingCommentRanges(text, node.end) ?? [];
  const end = behind && behind.end <= endOfLine(text, node.end) ? behind.end : node.end;
  let { start } = module.spanOf(node);
  if (!startsOwnLine(text, start)) return undefined;
  for (const comment of (ts.getLeadingCommentRanges(text, node.pos) ?? []).toReversed()) {
    if (holdsBlankLine(text.slice(comment.end, start)) || !startsOwnLine(text, comment.pos)) break;
    start = comment.pos;
  }
  return onlyLines(text, { start, end });
}

function withoutLines(text: string, span: Span): TextEdit | undefined {
  const lines = onlyLines(text, span);
  if (!lines || !isBetweenBlankLines(text, lines.start, lines.end)) return lines;
  return { ...lines, end: nextLine(text, lines.end) };
}

function onlyLines(text: string, { start, end }: Span): TextEdit | undefined {
  const lineEnd = endOfLine(text, end);
  if (!startsOwnLine(text, start) || text.slice(end, lineEnd).trim() !== '') return undefined;
  return { start: startOfLine(text, start), end: behindLineEnd(text, lineEnd), newText: '' };
}

const nextLine = (text: string, at: number): number => behindLineEnd(text, endOfLine(text, at));

/** Blank lines stand on both sides: one of them goes too. */
function isBetweenBlankLines(text: string, start: number, behind: number): boolean {
  const isBlank = text.slice(behind, endOfLine(text, behind)).trim() === '' && behind < text.length;
  return isBlank && standsApart(text, startOfLine(text, start));
}
