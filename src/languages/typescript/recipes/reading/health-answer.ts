import { ts } from 'ts-morph';
import { fullName } from '../../rewrite/syntax/expressions.js';
import { ownCall, plainExpression } from './origins.js';

/** How the handler of a health server names what it is about. */
interface HealthHandler {
  readonly request: string | undefined;
  readonly response: string | undefined;
  readonly asksHealth: (expression: ts.Expression) => boolean;
}

/**
 * What a handler does besides answering with the agent's health as JSON and status 200, on every path or on one of them with 404 on the
 * others; `undefined` when that is all. Whatever is not understood counts as more.
 */
export function moreThanHealth(
  { body, parameters }: ts.ArrowFunction,
  isHealth: (name: string) => boolean,
): ts.Node | undefined {
  const handler: HealthHandler = {
    request: parameters[0]?.name.getText(),
    response: parameters[1]?.name.getText(),
    asksHealth: (expression) => isHealth(ownCall(expression)?.name ?? ''),
  };
  if (!ts.isBlock(body)) return isReply(handler, body, new Set()) ? undefined : body;
  const [asked, ...behind] = body.statements;
  if (asked && ts.isIfStatement(asked) && asksForPath(handler, asked.expression)) {
    const other = [...statementsOf(asked.elseStatement), ...behind];
    return strangeIn(handler, statementsOf(asked.thenStatement)) ?? other.find((one) => !isNotFound(handler, one));
  }
  return strangeIn(handler, body.statements);
}

const statementsOf = (statement: ts.Statement | undefined): readonly ts.Statement[] =>
  statement === undefined ? [] : ts.isBlock(statement) ? statement.statements : [statement];

/** The first statement that is no part of the answer. */
function strangeIn(handler: HealthHandler, statements: readonly ts.Statement[]): ts.Node | undefined {
  const held = new Set<string>();
  return statements.find((statement) => {
    if (ts.isReturnStatement(statement))
      return !(statement.expression === undefined || isReply(handler, statement.expression, held));
    if (ts.isExpressionStatement(statement)) return !isReply(handler, statement.expression, held);
    if (!ts.isVariableStatement(statement)) return true;
    const [only, other] = statement.declarationList.declarations;
    if (!only?.initializer || other || !handler.asksHealth(only.initializer)) return true;
    held.add(only.name.getText());
    return false;
  });
}

/** `res.writeHead(200, …).end(JSON.stringify(health))` or a part of it. */
function isReply(handler: HealthHandler, expression: ts.Expression, held: ReadonlySet<string>): boolean {
  const said = plainExpression(expression);
  if (isStatus(handler, said, '200')) return true;
  if (!ts.isCallExpression(said) || !ts.isPropertyAccessExpression(said.expression)) return false;
  const { name, expression: receiver } = said.expression;
  const isOnResponse = fullName(receiver) === handler.response || isReply(handler, receiver, held);
  return isOnResponse && isPart(handler, name.text, said.arguments, held);
}

function isPart(
  handler: HealthHandler,
  name: string,
  [first, second]: readonly ts.Expression[],
  held: ReadonlySet<string>,
): boolean {
  if (name === 'end') return first !== undefined && second === undefined && isHealthText(handler, first, held);
  if (name === 'setHeader') return first !== undefined && second !== undefined && isJsonType(first, second);
  if (name !== 'writeHead' || first?.getText() !== '200') return false;
  const headers = second && ts.isObjectLiteralExpression(second) ? second.properties : [];
  const isPlain = second === undefined || ts.isObjectLiteralExpression(second);
  return isPlain && headers.every((one) => ts.isPropertyAssignment(one) && isJsonType(one.name, one.initializer));
}

/** `JSON.stringify(this.health())`, directly or by way of a constant. */
function isHealthText({ asksHealth }: HealthHandler, text: ts.Expression, held: ReadonlySet<string>): boolean {
  if (!ts.isCallExpression(text) || fullName(text.expression) !== 'JSON.stringify') return false;
  const [value] = text.arguments;
  return value !== undefined && (asksHealth(value) || held.has(fullName(value) ?? ''));
}

const isJsonType = (name: ts.Node, value: ts.Node): boolean =>
  /^['"]content-type['"]$/i.test(name.getText()) && /^['"]application\/json/i.test(value.getText());

/** `res.statusCode = 200`. */
const isStatus = ({ response }: HealthHandler, expression: ts.Expression, status: string): boolean =>
  ts.isBinaryExpression(expression) &&
  expression.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
  fullName(expression.left) === `${response ?? ''}.statusCode` &&
  expression.right.getText() === status;

/** `req.url === '/health'`, with the method of the request or without. */
function asksForPath(handler: HealthHandler, condition: ts.Expression): boolean {
  if (!ts.isBinaryExpression(condition)) return false;
  const { left, right, operatorToken } = condition;
  if (operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken || operatorToken.kind === ts.SyntaxKind.BarBarToken)
    return asksForPath(handler, left) && asksForPath(handler, right);
  const { request = '' } = handler;
  const asks = [`${request}.url`, `${request}.method`].includes(fullName(left) ?? '');
  return asks && operatorToken.kind === ts.SyntaxKind.EqualsEqualsEqualsToken && ts.isStringLiteral(right);
}

/** A part of saying that there is nothing on other paths. */
function isNotFound(handler: HealthHandler, statement: ts.Statement): boolean {
  if (ts.isReturnStatement(statement)) return statement.expression === undefined;
  if (!ts.isExpressionStatement(statement)) return false;
  const said = statement.expression;
  if (isStatus(handler, said, '404')) return true;
  const text = said.getText().replace(/\s/g, '');
  const { response = '' } = handler;
  const parts = [`${response}.writeHead(404).end()`, `${response}.writeHead(404)`, `${response}.end()`];
  return parts.includes(text.replace(/\((['"])[^'"]*\1\)$/, '()'));
}
