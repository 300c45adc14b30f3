import { ts } from 'ts-morph';
import { oncePer } from '../../../core/once-per.js';

/** A part of a file that declares something for the others: a statement of the top level, or what a class consists of. */
export interface Unit {
  /** With what stands before it, so that it reads the same with the same comments. */
  readonly text: string;
  /** The same for a unit of another text that reads the same in the class of the same name. */
  readonly key: string;
  readonly owner: ClassOwner | undefined;
  readonly node: ts.Statement | ts.ClassElement;
  /** What others may know it by, and variables outside of it that it sets. */
  readonly names: () => readonly string[];
}

export interface ClassOwner {
  readonly name: string;
  /** Names of its own members, which hide those of its base. */
  readonly members: ReadonlySet<string>;
}

export const unitsOf = oncePer((file: ts.SourceFile): readonly Unit[] =>
  file.statements.flatMap((statement) => unitsIn(file, statement)),
);

function unitsIn(file: ts.SourceFile, statement: ts.Statement): readonly Unit[] {
  if (ts.isClassDeclaration(statement) && statement.name) return unitsOfClass(file, statement, statement.name.text);
  const names = (): readonly string[] => namesFrom(statement);
  const text = statement.getFullText(file);
  return [{ text, key: text, owner: undefined, node: statement, names }];
}

function unitsOfClass(file: ts.SourceFile, node: ts.ClassDeclaration, name: string): readonly Unit[] {
  const owner = { name, members: new Set(node.members.flatMap((member) => memberNames(member))) };
  const head = file.text.slice(node.pos, node.members.pos);
  const parameters = node.typeParameters?.map((parameter) => parameter.name.text) ?? [];
  return [
    { text: head, key: `${name}\0${head}`, owner, node, names: () => [name, ...parameters] },
    ...node.members.map((member) => {
      const names = (): readonly string[] => [name, ...memberNames(member), ...assignedIn(member)];
      const text = member.getFullText(file);
      return { text, key: `${name}\0${text}`, owner, node: member, names };
    }),
  ];
}

function memberNames(member: ts.ClassElement): readonly string[] {
  if (ts.isConstructorDeclaration(member)) {
    return member.parameters.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []));
  }
  const { name } = member;
  return name && (ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isPrivateIdentifier(name))
    ? [name.text.replace('#', '')]
    : [];
}

/** Everything that is declared in a statement, but for what only a function in it knows, and what is set anywhere in it. */
function namesFrom(statement: ts.Node): readonly string[] {
  const names = [...assignedIn(statement)];
  const visit = (node: ts.Node): void => {
    const { name } = node as { readonly name?: ts.Node };
    if (name && ts.isIdentifier(name) && !ts.isPropertyAccessExpression(node)) names.push(name.text);
    if (!ts.isFunctionLike(node)) ts.forEachChild(node, visit);
  };
  visit(statement);
  return names;
}

const isAssignment = (kind: ts.SyntaxKind): boolean =>
  kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;

/** Variables, not members, that are given a value: what is known of them elsewhere hangs on where that happens. */
export function assignedIn(root: ts.Node): readonly string[] {
  const names: string[] = [];
  const addAll = (target: ts.Node): void => {
    if (ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target)) return;
    if (ts.isIdentifier(target)) names.push(target.text);
    ts.forEachChild(target, addAll);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) addAll(node.left);
    if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) addAll(node.operand);
    if (ts.isForOfStatement(node) || ts.isForInStatement(node)) {
      if (!ts.isVariableDeclarationList(node.initializer)) addAll(node.initializer);
    }
    ts.forEachChild(node, visit);
  };
  visit(root);
  return names;
}
