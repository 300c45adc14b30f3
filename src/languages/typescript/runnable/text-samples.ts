import { ts } from 'ts-morph';
import { nodesIn } from '../rewrite/syntax/expressions.js';

/** Values that a text itself mentions, for the fields and parameters of the same names. */
export interface TextSamples {
  /** Texts in lists and tables, and keys of tables: names of things that the agent knows. */
  readonly pool: readonly string[];
  /** What a variable or key of a name is compared with. */
  readonly compared: ReadonlyMap<string, readonly (string | number)[]>;
  /** Actions of requests, each with the key that they stand under. */
  readonly actions: ReadonlyMap<string, string>;
  /** Keys that are read from something, with the value they have where they are missing. */
  readonly fields: ReadonlyMap<string, string | number | boolean | undefined>;
  /** Properties that are read of any variable, and not called. */
  readonly properties: readonly string[];
  readonly routes: readonly string[];
}

const actionNames = /^(?:action|command|cmd|type|method|operation|op|task|event|kind|messageType|requestType)$/;
/** What requests and their parts are called. */
const requestNames = /^(?:req|request|msg|message|data|payload|body|query|params|event|job|task|input|options)$/i;
/** Of lists, texts, requests and the process: others do not answer with them. */
const commonNames = new Set(['length', 'size', 'env', 'argv', 'url', 'method', 'ok', 'prototype', 'name', 'message']);
const poolSize = 24;
const mostFields = 40;
const mostRoutes = 12;

const { SyntaxKind } = ts;
const comparing = new Set([
  SyntaxKind.EqualsEqualsEqualsToken,
  SyntaxKind.EqualsEqualsToken,
  SyntaxKind.ExclamationEqualsEqualsToken,
]);

export function textSamples(file: ts.SourceFile): TextSamples {
  const reader = new SampleReader();
  for (const node of nodesIn(file, (one) => ts.isTypeNode(one) || ts.isImportDeclaration(one))) reader.read(node);
  return reader;
}

class SampleReader implements TextSamples {
  readonly compared = new Map<string, (string | number)[]>();
  readonly actions = new Map<string, string>();
  readonly fields = new Map<string, string | number | boolean | undefined>();
  private readonly texts = new Set<string>();
  private readonly names = new Set<string>();
  private readonly paths = new Set<string>();

  get pool(): readonly string[] {
    const found = [...this.texts].slice(0, poolSize);
    return found.length > 0 ? found : ['hello'];
  }

  get properties(): readonly string[] {
    return [...this.names].slice(0, mostFields);
  }

  get routes(): readonly string[] {
    return [...this.paths].slice(0, mostRoutes);
  }

  read(node: ts.Node): void {
    if (ts.isStringLiteralLike(node) && /^\/[\w/:-]*$/.test(node.text)) this.paths.add(node.text.replace(/:\w+/g, '1'));
    if (ts.isBinaryExpression(node) && comparing.has(node.operatorToken.kind)) this.compare(node.left, node.right);
    else if (ts.isSwitchStatement(node)) {
      for (const clause of node.caseBlock.clauses)
        if (ts.isCaseClause(clause)) this.compare(node.expression, clause.expression);
    } else if (ts.isArrayLiteralExpression(node)) node.elements.forEach((one) => this.know(one));
    else if (ts.isPropertyAssignment(node)) this.readProperty(node);
    else if (ts.isObjectBindingPattern(node)) node.elements.forEach((one) => this.readBinding(one));
    else if (ts.isPropertyAccessExpression(node)) this.readAccess(node);
  }

  private compare(read: ts.Expression, value: ts.Expression): void {
    const name = nameRead(read);
    const literal = constantOf(value);
    if (name === undefined || literal === undefined || typeof literal === 'boolean') return;
    if (actionNames.test(name) && typeof literal === 'string') this.actions.set(literal, name);
    else this.compared.set(name, [...new Set([...(this.compared.get(name) ?? []), literal])]);
  }

  private know(node: ts.Expression): void {
    if (ts.isStringLiteralLike(node) && /^[^\\/\n]{3,40}$/.test(node.text)) this.texts.add(node.text);
  }

  /** `Station: { Market: 4 }`: both are names of things. */
  private readProperty({ name, initializer }: ts.PropertyAssignment): void {
    const isTable = ts.isNumericLiteral(initializer) || ts.isObjectLiteralExpression(initializer);
    const key = ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : undefined;
    if (key !== undefined && (ts.isStringLiteralLike(name) || (isTable && /^[A-Z][a-z]/.test(key))))
      this.texts.add(key);
    this.know(initializer);
  }

  private readBinding({ name, propertyName, initializer }: ts.BindingElement): void {
    const key = propertyName ?? name;
    if (ts.isIdentifier(key)) this.addField(key.text, initializer && constantOf(initializer));
  }

  /** `request.city ?? 'Oslo'`: what is read of a plain variable that is not called. */
  private readAccess({ expression, name, parent }: ts.PropertyAccessExpression): void {
    const isCalled = ts.isCallExpression(parent) && parent.expression.end === name.end;
    if (!ts.isIdentifier(expression) || isCalled) return;
    if (!commonNames.has(name.text)) this.names.add(name.text);
    if (!requestNames.test(expression.text)) return;
    const isDefaulted =
      ts.isBinaryExpression(parent) &&
      (parent.operatorToken.kind === SyntaxKind.QuestionQuestionToken ||
        parent.operatorToken.kind === SyntaxKind.BarBarToken);
    this.addField(name.text, isDefaulted ? constantOf(parent.right) : undefined);
  }

  private addField(name: string, value: string | number | boolean | undefined): void {
    if (this.fields.size >= mostFields || actionNames.test(name)) return;
    this.fields.set(name, this.fields.get(name) ?? value);
  }
}

export function constantOf(node: ts.Expression): string | number | boolean | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text.replaceAll('_', ''));
  if (node.kind === SyntaxKind.TrueKeyword) return true;
  return node.kind === SyntaxKind.FalseKeyword ? false : undefined;
}

/** The variable or property that an expression reads, also through a call such as `.toLowerCase()`. */
function nameRead(node: ts.Expression): string | undefined {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression))
    return node.argumentExpression.text;
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression))
    return nameRead(node.expression.expression);
  if (ts.isNonNullExpression(node) || ts.isAsExpression(node) || ts.isParenthesizedExpression(node))
    return nameRead(node.expression);
  return undefined;
}
