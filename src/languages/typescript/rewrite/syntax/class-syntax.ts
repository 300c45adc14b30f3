import { ts } from 'ts-morph';
import { fileNameOf } from '../../../../core/workspace/paths.js';

/** A class of a module's top level. */
export interface ClassSyntax {
  /** Its own name, or that of what it is assigned to; the file's for `export default class {}`. */
  readonly name: string;
  readonly node: ts.ClassLikeDeclaration;
  /** The statement of the top level that holds it. */
  readonly statement: ts.Statement;
}

export function classesOf(file: ts.SourceFile, path: string): readonly ClassSyntax[] {
  const fileName = fileNameOf(path).replace(/\.\w+$/, '');
  return file.statements.flatMap((statement) => classesIn(statement, fileName));
}

function classesIn(statement: ts.Statement, fileName: string): readonly ClassSyntax[] {
  if (ts.isClassDeclaration(statement)) {
    return [{ name: statement.name?.text ?? fileName, node: statement, statement }];
  }
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
      initializer && ts.isClassExpression(initializer) && ts.isIdentifier(name)
        ? [{ name: name.text, node: initializer, statement }]
        : [],
    );
  }
  const assigned = ts.isExpressionStatement(statement) ? assignedClass(statement.expression) : undefined;
  return assigned ? [{ name: assigned.name ?? fileName, node: assigned.node, statement }] : [];
}

/** `exports.X = class`, `module.exports = class X`. */
function assignedClass(expression: ts.Expression) {
  if (!ts.isBinaryExpression(expression) || expression.operatorToken.kind !== ts.SyntaxKind.EqualsToken)
    return undefined;
  const { left, right } = expression;
  if (!ts.isClassExpression(right) || !ts.isPropertyAccessExpression(left)) return undefined;
  const isWhole = ts.isIdentifier(left.expression) && left.expression.text === 'module';
  return { name: isWhole ? right.name?.text : left.name.text, node: right };
}
