import type { ts } from 'ts-morph';
import type { TextEdit } from '../../../../core/rewrite/text-edit.js';
import { startOfLine } from '../../../../core/text/start-of-line.js';
import { behindLineEnd, endOfLine, startsOwnLine } from '../../rewrite/syntax/lines.js';
import type { TypeScriptModule } from '../../rewrite/syntax/typescript-module.js';

/** Takes a statement or member away with its lines; `undefined` where something else stands on them. */
export function removeLines(module: TypeScriptModule, node: ts.Node): TextEdit | undefined {
  const { text } = module;
  const { start, end } = module.spanOf(node);
  const lineEnd = endOfLine(text, end);
  if (!startsOwnLine(text, start) || text.slice(end, lineEnd).trim() !== '') return undefined;
  const next = behindLineEnd(text, lineEnd);
  return {
    start: startOfLine(text, start),
    end: isApart(text, start, next) ? nextLine(text, next) : next,
    newText: '',
  };
}

const nextLine = (text: string, at: number): number => behindLineEnd(text, endOfLine(text, at));

/** Blank lines stand on both sides: one of them goes too. */
function isApart(text: string, start: number, behind: number): boolean {
  const above = text.slice(0, startOfLine(text, start));
  const isBlank = text.slice(behind, endOfLine(text, behind)).trim() === '' && behind < text.length;
  return isBlank && (/(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)$/.test(above) || /\{[ \t]*(?:\r\n|\n|\r)$/.test(above));
}
