import { ts } from 'ts-morph';
import { oncePer } from '../../../../core/once-per.js';
import { fullName, isWithin, nodesIn } from '../../rewrite/syntax/expressions.js';
import { importsOf } from '../../rewrite/syntax/imports.js';
import type { TypeScriptModule } from '../../rewrite/syntax/typescript-module.js';

/** Where a name stands for something of the platform and not of a module. */
const PLATFORM = 'global';

/**
 * `module.symbol` of what an expression names: `http.createServer`, `global.setInterval`. `undefined` where the name may be bound to
 * something else somewhere in the file.
 */
export function originOf(module: TypeScriptModule, expression: ts.Expression): string | undefined {
  const [head = '', ...members] = fullName(expression)?.split('.') ?? [];
  if (head === '' || head === 'this') return undefined;
  const bindings = importsOf(module).filter(({ local }) => local === head);
  const [binding] = bindings;
  const declared = namesDeclared(module).get(head) ?? 0;
  if (!binding) return declared === 0 ? [PLATFORM, head, ...members].join('.') : undefined;
  if (bindings.length > 1 || binding.isTypeOnly || declared > 0) return undefined;
  const { specifier, symbol } = binding;
  const own = symbol === '*' || symbol === 'default' ? [] : [symbol];
  return [specifier.replace(/^node:/, ''), ...own, ...members].join('.');
}

/** How often a name is bound otherwise than by an import. */
const namesDeclared = oncePer((module: TypeScriptModule): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  const imported = importsOf(module).map(({ statement }) => statement);
  const required = imported.filter((statement) => !ts.isImportDeclaration(statement));
  for (const node of nodesIn(module.file)) {
    const name = boundName(node);
    if (name !== undefined && !required.some((one) => isWithin(node, one)))
      counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
});

function boundName(node: ts.Node): string | undefined {
  const binds =
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isBindingElement(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isClassDeclaration(node) ||
    ts.isEnumDeclaration(node);
  return binds && node.name && ts.isIdentifier(node.name) ? node.name.text : undefined;
}

/** What stands behind `await`, brackets and assertions of a type. */
export function plainExpression(expression: ts.Expression): ts.Expression {
  const isAround =
    ts.isAwaitExpression(expression) ||
    ts.isParenthesizedExpression(expression) ||
    ts.isAsExpression(expression) ||
    ts.isNonNullExpression(expression) ||
    ts.isSatisfiesExpression(expression);
  return isAround ? plainExpression(expression.expression) : expression;
}

/** `name` of `this.name` and `this.#name`. */
export function ownMemberOf(expression: ts.Expression): string | undefined {
  const access = plainExpression(expression);
  const isOwn = ts.isPropertyAccessExpression(access) && access.expression.kind === ts.SyntaxKind.ThisKeyword;
  return isOwn ? access.name.text : undefined;
}

/** `name` and arguments of `this.name(…)`. */
export function ownCall(
  expression: ts.Expression,
): { readonly name: string; readonly call: ts.CallExpression } | undefined {
  const call = plainExpression(expression);
  const name = ts.isCallExpression(call) ? ownMemberOf(call.expression) : undefined;
  return name !== undefined && ts.isCallExpression(call) ? { name, call } : undefined;
}
