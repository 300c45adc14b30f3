import { ts } from 'ts-morph';

/** Nothing of it is there when the program runs. */
export function isTypeOnlyNamespace(node: ts.ModuleDeclaration): boolean {
  const { body } = node;
  if (ts.isStringLiteral(node.name) || (node.flags & ts.NodeFlags.GlobalAugmentation) !== 0 || !body) return true;
  if (ts.isModuleDeclaration(body)) return isTypeOnlyNamespace(body);
  return ts.isModuleBlock(body) && body.statements.every(isTypeOnlyStatement);
}

function isTypeOnlyStatement(statement: ts.Statement): boolean {
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return true;
  return ts.isModuleDeclaration(statement) && isTypeOnlyNamespace(statement);
}

/** Names that the top level declares as types alone. */
export function typeNamesOf(file: ts.SourceFile): ReadonlySet<string> {
  const types = new Set<string>();
  const values = new Set<string>();
  for (const statement of file.statements) {
    if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) types.add(statement.name.text);
    else if ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name)
      values.add(statement.name.text);
    else if (ts.isVariableStatement(statement)) {
      for (const { name } of statement.declarationList.declarations) if (ts.isIdentifier(name)) values.add(name.text);
    }
  }
  return new Set([...types].filter((name) => !values.has(name)));
}
