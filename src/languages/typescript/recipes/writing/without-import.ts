import { ts } from 'ts-morph';
import type { TextEdit } from '../../../../core/rewrite/text-edit.js';
import { startOfLine } from '../../../../core/text/start-of-line.js';
import { importsOf, type ImportBinding } from '../../rewrite/syntax/imports.js';
import { behindLineEnd, endOfLine, startsOwnLine } from '../../rewrite/syntax/lines.js';
import type { TypeScriptModule } from '../../rewrite/syntax/typescript-module.js';

/** The edit that takes a binding away, with its statement when that binds nothing else; `undefined` where that is not plain to see. */
export function withoutImport(module: TypeScriptModule, binding: ImportBinding): TextEdit | undefined {
  const { statement, node } = binding;
  const { text } = module;
  const others = importsOf(module).filter((one) => one.statement === statement && one !== binding);
  if (others.length === 0) {
    const { start, end } = module.spanOf(statement);
    if (!startsOwnLine(text, start) || !/^[ \t]*[\r\n]?$/.test(text.slice(end, endOfLine(text, end) + 1)))
      return undefined;
    return { start: startOfLine(text, start), end: behindLineEnd(text, endOfLine(text, end)), newText: '' };
  }
  if (!ts.isImportSpecifier(node)) return undefined;
  const { elements } = node.parent;
  const index = elements.indexOf(node);
  const next = elements[index + 1];
  const previous = elements[index - 1];
  if (next) return { start: node.getStart(module.file), end: next.getStart(module.file), newText: '' };
  return previous ? { start: previous.end, end: node.end, newText: '' } : undefined;
}
