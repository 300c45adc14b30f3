import { ts } from 'ts-morph';
import type { TextEdit } from '../../../../../core/rewrite/text-edit.js';
import type { MethodWithBody } from '../../../rewrite/agent-syntax.js';
import { hasOwnThis, nodesIn } from '../../../rewrite/syntax/expressions.js';
import { insertFirst, insertLinesAbove, insertLinesBelow } from '../../../rewrite/syntax/insertion.js';
import { endOfLine, startsOwnLine } from '../../../rewrite/syntax/lines.js';
import { styleOf } from '../../../rewrite/syntax/style.js';
import type { TypeScriptModule } from '../../../rewrite/syntax/typescript-module.js';
import type { TypeScriptContext } from '../../../rewrite/typescript-recipe.js';
import { exitAtEnd, exitsOf } from '../../reading/process-exit.js';
import { mayAnswerLater } from '../../reading/serving.js';
import { appendOnlyMethod } from '../../writing/new-method.js';

/** The agent's own method of the name of the base's cleanup. */
export const ownCleanup = ({
  agent,
  contract,
}: Pick<TypeScriptContext, 'agent' | 'contract'>): MethodWithBody | undefined =>
  agent.methods.find(({ name }) => name.getText() === contract.cleanup?.name);

/** The method of another name that ends the agent: `stop`, `shutdown`. One that goes on to cleanup itself is none. */
export function teardownOf({
  agent,
  contract,
}: Pick<TypeScriptContext, 'agent' | 'contract'>): MethodWithBody | undefined {
  const { cleanup, methods } = contract;
  const ofBase = new Set(methods.map(({ name }) => name));
  const named = (cleanup?.synonyms ?? []).filter((name) => !ofBase.has(name));
  const found = named.flatMap((name) => agent.methods.filter((method) => method.name.getText() === name));
  return found.find((method) => takesNothing(method) && !calls(method, cleanup?.name ?? ''));
}

const takesNothing = ({ parameters }: MethodWithBody): boolean =>
  parameters.every((one) => one.questionToken ?? one.initializer ?? one.dotDotDotToken);

const calls = ({ body }: MethodWithBody, name: string): boolean =>
  nodesIn(body).some((node) => ts.isPropertyAccessExpression(node) && node.name.text === name);

/** A cleanup for a class without one: what ends the agent so far, the lines, and the base's behind them. */
export function newCleanup(context: TypeScriptContext, lines: readonly string[]): TextEdit | undefined {
  const { cleanup } = context.contract;
  if (!cleanup) return undefined;
  const teardown = teardownOf(context);
  const wait = cleanup.isAsync === true ? 'await ' : '';
  const stop = teardown && `${mayAnswerLater(teardown) ? wait : ''}this.${teardown.name.getText()}()`;
  return appendOnlyMethod(context, {
    overrides: cleanup,
    returns: cleanup.isAsync === true ? 'Promise<void>' : 'void',
    isAsync: cleanup.isAsync === true,
    lines: [...(stop === undefined ? [] : [stop]), ...lines, `${wait}super.${cleanup.name}()`],
  });
}

/** The statement of a method that goes on to the base's method of the name, directly in its body. */
function superCallIn({ body }: MethodWithBody, name: string): ts.Statement | undefined {
  return body.statements.find((statement) => isSuperCall(statement, name));
}

const isSuperCall = (statement: ts.Node, name: string): boolean =>
  nodesIn(statement, hasOwnThis).some(
    (node) =>
      ts.isPropertyAccessExpression(node) &&
      node.expression.kind === ts.SyntaxKind.SuperKeyword &&
      node.name.text === name,
  );

export const callsSuper = ({ body }: MethodWithBody, name: string): boolean => isSuperCall(body, name);

export type ClosingPlace =
  { readonly ok: true; readonly edit: TextEdit } | { readonly ok: false; readonly reason: string };

/** Lines for the end of a cleanup: before it goes on to the base's or ends the process, else behind its last statement. Only where every way comes by. */
export function closeAtEnd(
  module: TypeScriptModule,
  method: MethodWithBody,
  name: string,
  lines: readonly string[],
): ClosingPlace {
  const { body } = method;
  const written = lines.map((line) => line + styleOf(module).end);
  const next = superCallIn(method, name);
  const limit = next?.getStart(module.file) ?? body.end;
  const atEnd = next ? undefined : exitAtEnd(method);
  const exit = atEnd ? undefined : exitsOf(method).find((node) => node.pos < limit);
  if (exit) return { ok: false, reason: `it may end before, in line ${module.lineOf(exit)}` };
  const last = body.statements.at(-1);
  if (!last) return { ok: true, edit: insertFirst(module, body, written) };
  const beside = next ?? last;
  const isOnOwnLines =
    startsOwnLine(module.text, beside.getStart(module.file)) && endOfLine(module.text, last.end) < body.end - 1;
  if (!isOnOwnLines) return { ok: false, reason: 'its statements share a line' };
  const before = next ?? atEnd;
  if (before) return { ok: true, edit: insertLinesAbove(module, before.getStart(module.file), written) };
  if (ts.isThrowStatement(last)) return { ok: false, reason: 'its last statement throws' };
  return { ok: true, edit: insertLinesBelow(module, last, written) };
}
