import { ts } from 'ts-morph';
import { oncePer } from '../../../../core/once-per.js';
import { nodesIn } from './expressions.js';
import { importsOf, specifierNode } from './imports.js';
import { indentationAt } from './lines.js';
import { nodesOfKind } from './nodes-of-kind.js';
import type { TypeScriptModule } from './typescript-module.js';

/** How new code is written, as the file itself writes. */
export interface CodeStyle {
  readonly quote: "'" | '"';
  /** `;`, or nothing in a file that does without. */
  readonly end: string;
  /** White space inside the braces of imports and object literals. */
  readonly inBraces: string;
  /** One step of indentation. */
  readonly indent: string;
}

export const styleOf = oncePer((module: TypeScriptModule): CodeStyle => {
  return { quote: quoteOf(module), end: endOf(module), inBraces: bracesOf(module), indent: indentOf(module) };
});

function quoteOf(module: TypeScriptModule): CodeStyle['quote'] {
  const imported = module.statements.flatMap((statement) => specifierNode(statement) ?? []);
  const written =
    imported.length > 0 ? imported : nodesOfKind<ts.StringLiteral>(nodesIn(module.file), ts.SyntaxKind.StringLiteral);
  const double = written.filter((node) => module.textOf(node).startsWith('"')).length;
  return double > written.length / 2 ? '"' : "'";
}

function endOf(module: TypeScriptModule): string {
  const kinds = [ts.SyntaxKind.ExpressionStatement, ts.SyntaxKind.ImportDeclaration, ts.SyntaxKind.VariableStatement];
  const ended = kinds.flatMap((kind) => nodesOfKind(nodesIn(module.file), kind));
  const without = ended.filter((node) => !module.textOf(node).endsWith(';')).length;
  return without > ended.length / 2 ? '' : ';';
}

function bracesOf(module: TypeScriptModule): string {
  const lists = importsOf(module).flatMap(({ node }) => (ts.isImportSpecifier(node) ? [node.parent] : []));
  const [first] = lists;
  return first && /^\{\S/.test(module.textOf(first)) ? '' : ' ';
}

function indentOf(module: TypeScriptModule): string {
  for (const { node } of module.classes) {
    const [member] = node.members;
    const step = member && indentationAt(module.text, member.getStart(module.file));
    if (step !== undefined && step !== '') return step;
  }
  return '  ';
}

/** A string literal as the file quotes. */
export const quoted = (module: TypeScriptModule, text: string): string => {
  const { quote } = styleOf(module);
  return quote + text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`) + quote;
};
