import { ts } from 'ts-morph';
import type { TextEdit } from '../../../../core/rewrite/text-edit.js';
import type { AgentSyntax } from '../../rewrite/agent-syntax.js';
import { isChange, isWithin, nodesIn } from '../../rewrite/syntax/expressions.js';
import type { TypeScriptModule } from '../../rewrite/syntax/typescript-module.js';
import { ownMemberOf, plainExpression } from '../reading/origins.js';
import { isHarmless } from './harmless.js';
import { removeDeclaration, removeLines } from './removal.js';

export type MemberRemoval =
  | { readonly ok: true; readonly edits: readonly TextEdit[] }
  /** What it is used for besides being opened, asked for and closed. */
  | { readonly ok: false; readonly use: ts.Node };

/** What may be done with a member that goes, and goes with it. */
const lifeCalls = new Set(['listen', 'close', 'closeAllConnections', 'closeIdleConnections', 'unref', 'ref']);

/** Takes a member away with everything that opens, watches and closes it; all of it or nothing. */
export function removeMember(
  module: TypeScriptModule,
  agent: AgentSyntax,
  { member, uses }: { readonly member: string; readonly uses: readonly ts.Node[] },
): MemberRemoval {
  const going = new Set<ts.Node>();
  for (const use of uses) {
    const statement = statementOf(use);
    if (!statement || !isOfLife(statement, member)) return { ok: false, use };
    going.add(wholeCondition(statement, member));
  }
  const field = agent.node.members.find((one) => ts.isPropertyDeclaration(one) && one.name.getText() === member);
  if (field) going.add(field);
  const outer = [...going].filter((one) => ![...going].some((other) => other !== one && isWithin(one, other)));
  const edits: TextEdit[] = [];
  for (const node of outer) {
    const edit = node === field ? removeDeclaration(module, node) : removeLines(module, node);
    if (!edit) return { ok: false, use: node };
    edits.push(edit);
  }
  return { ok: true, edits };
}

/** The statement of a block, not of a function inside it, in which the node stands. */
function statementOf(node: ts.Node): ts.Statement | undefined {
  for (let at = node; ; at = at.parent) {
    if (ts.isClassElement(at)) return undefined;
    if (ts.isStatement(at) && !ts.isBlock(at) && !isInCallback(at)) return at;
  }
}

/** In a function that stands in a statement of the method, such as the handler that a server is made with. */
function isInCallback(node: ts.Node): boolean {
  for (let at = node.parent; !ts.isClassElement(at); at = at.parent) if (ts.isFunctionLike(at)) return true;
  return false;
}

function isOfLife(statement: ts.Statement, member: string): boolean {
  if (ts.isIfStatement(statement))
    return asksFor(statement, member) && branch(statement).every((one) => isOfLife(one, member));
  if (!ts.isExpressionStatement(statement)) return false;
  const expression = plainExpression(statement.expression);
  if (ts.isBinaryExpression(expression)) return ownMemberOf(expression.left) === member;
  if (ts.isNewExpression(expression)) return isPromiseOfClosing(expression, member);
  if (!ts.isCallExpression(expression)) return false;
  const callee = expression.expression;
  if (/^(?:globalThis\.)?clear(?:Interval|Timeout)$/.test(callee.getText())) return true;
  return isLifeCall(expression, member);
}

/** `this.server.close(done)`, with what may go with it: a port, a function that settles one of the promises named. */
function isLifeCall(call: ts.CallExpression, member: string, settling?: ReadonlySet<string>): boolean {
  const { expression: callee, arguments: given } = call;
  const isOfMember = ts.isPropertyAccessExpression(callee) && ownMemberOf(callee.expression) === member;
  if (!isOfMember || !lifeCalls.has(callee.name.text)) return false;
  return given.every((one) => (callee.name.text === 'listen' && isPlain(one)) || isHarmless(one, settling));
}

/** A number, a text, a member: nothing that does anything. */
const isPlain = (node: ts.Node): boolean =>
  !ts.isFunctionLike(node) && nodesIn(node).every((one) => !isChange(one) && !ts.isFunctionLike(one));

/** `new Promise((resolve) => this.server.close(resolve))`: it does nothing but that. */
function isPromiseOfClosing({ expression, arguments: given }: ts.NewExpression, member: string): boolean {
  const [executor] = given ?? [];
  if (expression.getText() !== 'Promise' || !executor || !ts.isArrowFunction(executor)) return false;
  const settling = new Set(executor.parameters.map(({ name }) => name.getText()));
  const { body } = executor;
  const done = ts.isBlock(body)
    ? body.statements.map((one) => (ts.isExpressionStatement(one) ? plainExpression(one.expression) : undefined))
    : [plainExpression(body)];
  return done.every((one) => one !== undefined && ts.isCallExpression(one) && isLifeCall(one, member, settling));
}

/** `if (this.server)`, `if (this.server !== undefined)`, with nothing in the other case. */
function asksFor({ expression, elseStatement }: ts.IfStatement, member: string): boolean {
  const asked = ts.isBinaryExpression(expression) ? expression.left : expression;
  return elseStatement === undefined && ownMemberOf(asked) === member;
}

const branch = ({ thenStatement }: ts.IfStatement): readonly ts.Statement[] =>
  ts.isBlock(thenStatement) ? thenStatement.statements : [thenStatement];

/** The condition around a statement that asks for the member alone and does nothing else. */
function wholeCondition(statement: ts.Statement, member: string): ts.Statement {
  const { parent } = statement;
  const around = ts.isBlock(parent) ? parent.parent : parent;
  return ts.isIfStatement(around) && isOfLife(around, member) ? around : statement;
}
