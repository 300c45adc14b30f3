import { ts } from 'ts-morph';
import { oncePer } from '../../../../core/once-per.js';
import type { TypeScriptModule } from './typescript-module.js';

/** One name that an import or a `require` of the top level binds. */
export interface ImportBinding {
  readonly local: string;
  /** The imported name; `default`, or `*` for the module as a whole. */
  readonly symbol: string;
  readonly specifier: string;
  readonly isTypeOnly: boolean;
  readonly statement: ts.Statement;
  /** The part of the statement that binds this name alone, where there may be others. */
  readonly node: ts.Node;
}

export const importsOf = oncePer(({ statements }: TypeScriptModule): readonly ImportBinding[] =>
  statements.flatMap(bindingsOf),
);

function bindingsOf(statement: ts.Statement): readonly ImportBinding[] {
  if (ts.isImportDeclaration(statement)) return declared(statement);
  if (ts.isImportEqualsDeclaration(statement)) return importEquals(statement);
  return ts.isVariableStatement(statement) ? required(statement) : [];
}

/** The specifier of an import or `require` statement of the top level; `undefined` for any other statement. */
export function specifierNode(statement: ts.Statement): ts.StringLiteral | undefined {
  if (ts.isImportDeclaration(statement))
    return ts.isStringLiteral(statement.moduleSpecifier) ? statement.moduleSpecifier : undefined;
  if (ts.isImportEqualsDeclaration(statement)) {
    const { moduleReference } = statement;
    const isString = ts.isExternalModuleReference(moduleReference) && ts.isStringLiteral(moduleReference.expression);
    return isString ? moduleReference.expression : undefined;
  }
  if (!ts.isVariableStatement(statement)) return undefined;
  const [first] = statement.declarationList.declarations;
  return first?.initializer && requiredModule(first.initializer);
}

function declared(statement: ts.ImportDeclaration): readonly ImportBinding[] {
  const clause = statement.importClause;
  const specifier = specifierNode(statement)?.text;
  if (!clause || specifier === undefined) return [];
  const whole = { specifier, statement, isTypeOnly: clause.phaseModifier === ts.SyntaxKind.TypeKeyword };
  const found: ImportBinding[] = [];
  if (clause.name) found.push({ ...whole, local: clause.name.text, symbol: 'default', node: clause.name });
  const named = clause.namedBindings;
  if (named && ts.isNamespaceImport(named)) found.push({ ...whole, local: named.name.text, symbol: '*', node: named });
  for (const element of named && ts.isNamedImports(named) ? named.elements : []) {
    const symbol = (element.propertyName ?? element.name).text;
    const isTypeOnly = whole.isTypeOnly || element.isTypeOnly;
    found.push({ ...whole, isTypeOnly, local: element.name.text, symbol, node: element });
  }
  return found;
}

function importEquals(statement: ts.ImportEqualsDeclaration): readonly ImportBinding[] {
  const specifier = specifierNode(statement)?.text;
  if (specifier === undefined) return [];
  const { name, isTypeOnly } = statement;
  return [{ local: name.text, symbol: '*', specifier, isTypeOnly, statement, node: name }];
}

/** `const X = require('x')`, `const { A, B: C } = require('x')`, `const A = require('x').A`. */
function required(statement: ts.VariableStatement): readonly ImportBinding[] {
  return statement.declarationList.declarations.flatMap(({ name, initializer }): readonly ImportBinding[] => {
    if (!initializer) return [];
    const isMember = ts.isPropertyAccessExpression(initializer);
    const specifier = requiredModule(isMember ? initializer.expression : initializer)?.text;
    if (specifier === undefined) return [];
    const whole = { specifier, statement, isTypeOnly: false };
    if (ts.isIdentifier(name)) {
      const symbol = isMember ? initializer.name.text : '*';
      return [{ ...whole, local: name.text, symbol, node: name }];
    }
    if (isMember || !ts.isObjectBindingPattern(name)) return [];
    return name.elements.flatMap((element) => {
      const symbol = element.propertyName ?? element.name;
      if (!ts.isIdentifier(element.name) || !ts.isIdentifier(symbol)) return [];
      return [{ ...whole, local: element.name.text, symbol: symbol.text, node: element }];
    });
  });
}

function requiredModule(expression: ts.Expression): ts.StringLiteral | undefined {
  if (!ts.isCallExpression(expression) || !ts.isIdentifier(expression.expression)) return undefined;
  const [argument] = expression.arguments;
  const isRequire = expression.expression.text === 'require' && expression.arguments.length === 1;
  return isRequire && argument && ts.isStringLiteral(argument) ? argument : undefined;
}

/** The module is written as CommonJS: it imports and exports by `require` and `exports` alone. */
export function isCommonJs(module: TypeScriptModule): boolean {
  if (module.path.endsWith('.cjs')) return true;
  if (!module.isJavaScript || module.path.endsWith('.mjs')) return false;
  return !isEcmaScript(module) && usesRequire(module);
}

/** JavaScript that is written neither as CommonJS nor as an ES module: what it is, others decide. */
export const isScript = (module: TypeScriptModule): boolean =>
  /\.jsx?$/.test(module.path) && !isEcmaScript(module) && !usesRequire(module);

const usesRequire = ({ text }: TypeScriptModule): boolean =>
  /\brequire\s*\(|\bmodule\.exports\b|\bexports\./.test(text);

const isEcmaScript = ({ statements }: TypeScriptModule): boolean =>
  statements.some(
    (statement) =>
      ts.isImportDeclaration(statement) ||
      ts.isExportDeclaration(statement) ||
      ts.isExportAssignment(statement) ||
      (ts.canHaveModifiers(statement) &&
        ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)),
  );
