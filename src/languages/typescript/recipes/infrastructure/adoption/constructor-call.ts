import { ts } from 'ts-morph';
import type { ProposedEdit } from '../../../../../core/rewrite/edit-group.js';
import type { Reason } from '../../../../../core/reason.js';
import { hasOwnThis, nodesIn } from '../../../rewrite/syntax/expressions.js';
import { insertFirst } from '../../../rewrite/syntax/insertion.js';
import {
  behindLineEnd,
  endOfLine,
  indentationAt,
  lineEndAt,
  standsApart,
  startsOwnLine,
} from '../../../rewrite/syntax/lines.js';
import { styleOf } from '../../../rewrite/syntax/style.js';
import type { TypeScriptContext } from '../../../rewrite/typescript-recipe.js';
import { constructorValues } from './constructor-values.js';
import { leftToBase } from './left-to-base.js';

export type ConstructorCall =
  { readonly ok: true; readonly edits: readonly ProposedEdit[] } | { readonly ok: false; readonly refused: Reason };

/** The call of the base's constructor: added as the first statement, or in place of the call that an EventEmitter had. */
export function constructorCall(context: TypeScriptContext): ConstructorCall {
  const { agent, contract, module } = context;
  const given = constructorValues(context);
  if (!given.ok) {
    const message = `The constructor of ${contract.class} demands ${given.keyword}, and ${given.reason}.`;
    return { ok: false, refused: { code: 'base-unresolved', message } };
  }
  const reason = `Constructs ${contract.class} with what it demands.`;
  const list = argumentsOf(context, given.values);
  const statement = `super(${list})${styleOf(module).end}`;
  if (!agent.construct) {
    const isNeeded = given.values.length > 0;
    return { ok: true, edits: isNeeded ? [{ ...newConstructor(context, statement), reason }] : [] };
  }
  const refused = refusalOfConstructor(context);
  if (refused) return { ok: false, refused };
  const [call] = agent.superCalls;
  if (!call) return { ok: true, edits: [{ ...insertFirst(module, agent.construct.body, [statement]), reason }] };
  const start = call.arguments.pos;
  const edit = { start, end: call.end - 1, newText: list, reason };
  return { ok: true, edits: module.text.slice(start, call.end - 1) === list ? [] : [edit] };
}

function argumentsOf(
  { contract, module }: TypeScriptContext,
  values: readonly { readonly keyword: string; readonly value: string }[],
): string {
  if (contract.positional === 'accepted') return values.map(({ value }) => value).join(', ');
  if (values.length === 0) return '';
  const { inBraces } = styleOf(module);
  const list = values.map(({ keyword, value }) => (keyword === value ? keyword : `${keyword}: ${value}`)).join(', ');
  return `{${inBraces}${list}${inBraces}}`;
}

function refusalOfConstructor({ module, agent, contract }: TypeScriptContext): Reason | undefined {
  const { construct, superCalls } = agent;
  if (!construct) return undefined;
  const at = (node: ts.Node, message: string): Reason => ({
    code: 'existing-base',
    message,
    line: module.lineOf(node),
  });
  const [call, second] = superCalls;
  if (second) return at(second, `${agent.name} constructs its base more than once.`);
  if (call && !isOwnStatement(call, construct.body))
    return at(call, `${agent.name} constructs its base in a condition or an expression.`);
  if (call && call.arguments.length > 0) {
    return at(
      call,
      `${agent.name} gives its base ${module.textOf(call)}, which ${contract.class} does not understand.`,
    );
  }
  const early = construct.parameters
    .flatMap(({ initializer }) => (initializer ? nodesIn(initializer, hasOwnThis) : []))
    .find(({ kind }) => kind === ts.SyntaxKind.ThisKeyword || kind === ts.SyntaxKind.SuperKeyword);
  if (early)
    return at(early, `The default of a parameter of ${agent.name} uses this, before a base can be constructed.`);
  const returned = nodesIn(construct.body, hasOwnThis).find((node) => ts.isReturnStatement(node) && node.expression);
  return returned && at(returned, `The constructor of ${agent.name} returns something else than the agent.`);
}

const isOwnStatement = (call: ts.Node, body: ts.Block): boolean =>
  ts.isExpressionStatement(call.parent) && call.parent.parent === body;

/** Behind the last field, before the first method. */
function newConstructor(context: TypeScriptContext, statement: string) {
  const { module, agent } = context;
  const { text } = module;
  const { indent } = styleOf(module);
  const { members } = agent.node;
  const outer = indentationAt(text, agent.statement.getStart(module.file));
  const lines = ['constructor() {', `${indent}${statement}`, '}'];
  const firstMethod = members.findIndex((one) => !ts.isPropertyDeclaration(one));
  const field = firstMethod < 0 ? members.at(-1) : members[firstMethod - 1];
  const [first] = members;
  if (field && startsOwnLine(text, field.getStart(module.file)) && endOfLine(text, field.end) < agent.node.end - 1) {
    // Between lines: the line of the field may go.
    const at = behindLineEnd(text, endOfLine(text, field.end));
    const end = lineEndAt(text, field.end);
    const margin = indentationAt(text, field.getStart(module.file));
    const above = isGoneApart(context, field) ? '' : end;
    return { start: at, end: at, newText: `${above}${lines.map((line) => `${margin}${line}${end}`).join('')}` };
  }
  const open = members.pos;
  const end = lineEndAt(text, open);
  const margin = outer + indent;
  const written = lines.map((line) => `${end}${margin}${line}`).join('');
  if (first)
    return {
      start: open,
      end: open,
      newText: `${written}${/^[ \t]*[\r\n]/.test(text.slice(open)) ? end : `${end}${margin}`}`,
    };
  const isEmpty = text.slice(open, agent.node.end - 1).trim() === '';
  return {
    start: open,
    end: isEmpty ? agent.node.end - 1 : open,
    newText: `${written}${isEmpty ? `${end}${outer}` : ''}`,
  };
}

/** The field goes, and what stands above it is apart from what comes in its place. */
function isGoneApart(context: TypeScriptContext, field: ts.ClassElement): boolean {
  const member = context.agent.members.find(({ node }) => node === field);
  const removal = member && leftToBase(context, member);
  return removal !== undefined && standsApart(context.module.text, removal.start);
}
