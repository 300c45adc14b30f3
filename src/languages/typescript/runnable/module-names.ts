import { ts } from 'ts-morph';
import { nodesIn } from '../rewrite/syntax/expressions.js';
import { typeNamesOf } from './type-names.js';

/** Which names of a module's top level are there when it runs. */
export class ModuleNames {
  private readonly types: ReadonlySet<string>;
  private members: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  private readonly used: ReadonlySet<string>;

  constructor(
    private readonly file: ts.SourceFile,
    /** Imports of JavaScript are never left out. */
    private readonly isJavaScript: boolean,
  ) {
    this.types = typeNamesOf(file);
    this.used = new Set(file.statements.flatMap((statement) => (isLink(statement) ? [] : usedIn(statement))));
  }

  /** What the file reads of a module that it imports as a whole: a double has to offer that. */
  membersOf(name: string): readonly string[] {
    this.members ??= membersIn(this.file);
    return [...(this.members.get(name) ?? [])];
  }

  isType(name: string): boolean {
    return this.types.has(name);
  }

  /** An import that only types use is left out, as by the compiler. */
  isUsed(name: string): boolean {
    return this.isJavaScript || this.used.has(name);
  }
}

/** Members that are read of a variable, by its name. */
function membersIn(file: ts.SourceFile): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const node of nodesIn(file, isClosed)) {
    if (!ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.expression)) continue;
    const { text } = node.expression;
    found.set(text, (found.get(text) ?? new Set()).add(node.name.text));
  }
  return found;
}

const isLink = (statement: ts.Statement): boolean =>
  ts.isImportDeclaration(statement) || (ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined);

const isClosed = (node: ts.Node): boolean =>
  (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node) ||
  ts.isTypeParameterDeclaration(node) ||
  (ts.isHeritageClause(node) && node.token === ts.SyntaxKind.ImplementsKeyword);

function usedIn(statement: ts.Statement): readonly string[] {
  return nodesIn(statement, isClosed).flatMap((node) =>
    ts.isIdentifier(node) && !isOnlyAName(node) && !isClosed(node.parent) ? [node.text] : [],
  );
}

/** Of a property, a member or a label: it reads no variable. */
function isOnlyAName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isPropertyAssignment(parent) || ts.isClassElement(parent) || ts.isEnumMember(parent))
    return parent.name === node;
  if (ts.isBindingElement(parent)) return parent.propertyName === node;
  return false;
}
