import { ts } from 'ts-morph';
import type { TextEdit } from '../../../../core/rewrite/text-edit.js';
import { oncePer } from '../../../../core/once-per.js';
import { startOfLine } from '../../../../core/text/start-of-line.js';
import { nodesIn } from './expressions.js';
import { behindLineEnd, endOfLine, indentationAt, lineEndAt, startsOwnLine } from './lines.js';
import { nodesOfKind } from './nodes-of-kind.js';
import { styleOf } from './style.js';
import type { TypeScriptModule } from './typescript-module.js';

/** New lines above the line on which something starts, at its indentation. */
export function insertLinesAbove(module: TypeScriptModule, offset: number, lines: readonly string[]): TextEdit {
  const { text } = module;
  const at = startOfLine(text, offset);
  const indentation = indentationAt(text, offset);
  const end = lineEndAt(text, at);
  return { start: at, end: at, newText: lines.map((line) => `${indentation}${line}${end}`).join('') };
}

/** New lines below the line on which a node ends, at the indentation of its first line. */
export function insertLinesBelow(module: TypeScriptModule, node: ts.Node, lines: readonly string[]): TextEdit {
  const { text } = module;
  const lineEnd = endOfLine(text, node.end);
  const at = behindLineEnd(text, lineEnd);
  const end = lineEndAt(text, node.end);
  const indentation = indentationAt(text, node.getStart(module.file));
  const written = apart(text, at, lines).map((line) => (line === '' ? '' : `${indentation}${line}`));
  if (at === lineEnd) return { start: at, end: at, newText: written.map((line) => end + line).join('') };
  return { start: at, end: at, newText: written.map((line) => line + end).join('') };
}

/** Statements as the first ones of a block, behind its directives. */
export function insertFirst(module: TypeScriptModule, block: ts.Block, lines: readonly string[]): TextEdit {
  const directives = block.statements.filter(isDirective);
  const last = directives.at(-1);
  if (last) return insertLinesBelow(module, last, lines);
  const { text } = module;
  const open = block.getStart(module.file) + 1;
  const [first] = block.statements;
  if (!first) return fillBlock(module, block, lines);
  const start = first.getStart(module.file);
  if (!startsOwnLine(text, start)) {
    return { start, end: start, newText: lines.map((line) => `${line.replace(/[^;}]$/, '$&;')} `).join('') };
  }
  const at = endOfLine(text, open);
  const end = lineEndAt(text, open);
  const written = apart(text, start, lines).map((line) => `${end}${indentationAt(text, start)}${line}`);
  return { start: at, end: at, newText: written.join('') };
}

const spaceAndComments = /(?:\s|\/\/[^\r\n]*|\/\*[\s\S]*?\*\/)*/y;

/** Lines that no semicolon ends, with one where the code at `offset` would be read as their continuation: `super()` and then `[a, b] = …`. */
export function apart(text: string, offset: number, lines: readonly string[]): readonly string[] {
  spaceAndComments.lastIndex = offset;
  const next = offset + (spaceAndComments.exec(text)?.[0].length ?? 0);
  const last = lines.at(-1) ?? '';
  if (/(?:^|[;}])$/.test(last) || !'([`+-/<'.includes(text.charAt(next) || 'end')) return lines;
  return [...lines.slice(0, -1), `${last};`];
}

/** A block without statements; comments in it stay where they are. */
function fillBlock(module: TypeScriptModule, block: ts.Block, lines: readonly string[]): TextEdit {
  const { text } = module;
  const open = block.getStart(module.file) + 1;
  const close = block.end - 1;
  const outer = indentationAt(text, block.getStart(module.file));
  const end = lineEndAt(text, open);
  const inside = text.slice(open, close);
  const written = lines.map((line) => `${end}${outer}${styleOf(module).indent}${line}`).join('');
  if (inside.trim() === '') return { start: open, end: close, newText: `${written}${end}${outer}` };
  const at = /[\r\n]/.test(inside) ? endOfLine(text, open) : open;
  return { start: at, end: at, newText: /[\r\n]/.test(inside) ? written : `${written}${end}${outer}` };
}

const isDirective = (statement: ts.Statement): boolean =>
  ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression);

/** Where the first line of a module's own code may stand: behind `#!`, the comment at the head, directives and `@ts-` comments. */
export function startOfCode(module: TypeScriptModule): number {
  const { text, statements } = module;
  const directive = statements.filter(isDirective).at(-1);
  if (directive && statements.indexOf(directive) < statements.findIndex((one) => !isDirective(one))) {
    return behindLineEnd(text, endOfLine(text, directive.end));
  }
  let at = text.startsWith('#!') ? behindLineEnd(text, endOfLine(text, 0)) : 0;
  let isLegal = false;
  for (const { pos, end, kind } of ts.getLeadingCommentRanges(text, at) ?? []) {
    const comment = text.slice(pos, end);
    const next = behindLineEnd(text, endOfLine(text, end));
    const isSetApart = /^[ \t]*(?:\r\n|\n|\r)/.test(text.slice(next));
    isLegal = legal.test(comment) || (isLegal && kind === ts.SyntaxKind.SingleLineCommentTrivia);
    if (isLegal || isSetApart || ofFile.test(comment)) at = next;
    if (isSetApart) isLegal = false;
  }
  return at;
}

/** It speaks for the file, and so do the lines below it that go on with it. */
const legal = /^\/\*!|@licen[cs]e|@file|@packageDocumentation|copyright|SPDX/i;

/** What a tool reads only where it stands at the head of a file. */
const ofFile =
  /^\/\/\/|@ts-(?:no)?check|@jsx|@flow|^\/\*\s*(?:eslint|global)|(?:eslint|tslint)[-:](?:disable|enable)\s*(?:\*|$)/;

/** Names that anything in the module binds or uses. */
export const namesIn = oncePer(
  (module: TypeScriptModule): ReadonlySet<string> =>
    new Set(nodesOfKind<ts.Identifier>(nodesIn(module.file), ts.SyntaxKind.Identifier).map(({ text }) => text)),
);
