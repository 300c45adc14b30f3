import type { TextEdit } from '../../../../../core/rewrite/text-edit.js';
import type { MethodSyntax } from '../../../rewrite/syntax/class-syntax.js';
import { insertBefore, insertLinesBelow } from '../../../rewrite/syntax/insertion.js';
import { startOfOwnLine } from '../../../rewrite/syntax/line-ends.js';
import type { PythonModule } from '../../../rewrite/syntax/python-module.js';
import { statementOf, statementsOf } from '../../../rewrite/syntax/statements.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';
import { callOf, callsIn, expressionOf, isLogging, type CallSyntax } from '../../reading/origins.js';
import { exitAtEnd, exitsOf } from '../../reading/process-exit.js';
import { guardedStatement } from '../handing-over/closing-statements.js';

/** Where a teardown method closes what it has left open, or why that cannot be put in. */
export type ClosingPlace =
  | { readonly kind: 'before' | 'below'; readonly statement: SyntaxNode }
  | { readonly kind: 'none'; readonly reason: string; readonly node: SyntaxNode };

/**
 * Before the method ends a context, which waits for its sockets, and before it goes on to the base's cleanup or ends the process; else at its
 * end. Only where
 * every way through the method comes by.
 */
export function closingPlace(module: PythonModule, method: MethodSyntax, cleanup: string): ClosingPlace {
  const [first] = callsIn(module, method.body).filter((call) => endsContexts(module, call, { method, cleanup }));
  const last = method.statements.at(-1);
  if (last === undefined) return { kind: 'none', reason: 'it has no statements', node: method.nameNode };
  const statement = first === undefined ? last : wholeEnding(module, statementOf(first.node), method);
  const limit = first === undefined ? statement.end : statement.start;
  const atEnd = first === undefined ? exitAtEnd(module, method) : undefined;
  const exit = atEnd ? undefined : exitsOf(module, method.body).find(({ start }) => start < limit);
  if (exit) return { kind: 'none', reason: `it may end before, in line ${module.lineOf(exit)}`, node: exit };
  if (startOfOwnLine(module.text, statement.start) === undefined || !isAlwaysReached(statement, method)) {
    const line = module.lineOf(statement);
    return { kind: 'none', reason: `line ${line} is not always reached, or shares its line`, node: statement };
  }
  if (first === undefined && !atEnd && last.type === 'raise_statement')
    return { kind: 'none', reason: 'its last statement raises', node: last };
  return { kind: first === undefined && !atEnd ? 'below' : 'before', statement };
}

/** Lines for the place, without their indentation. */
export function insertAtPlace(
  module: PythonModule,
  { kind, statement }: Exclude<ClosingPlace, { readonly kind: 'none' }>,
  lines: readonly string[],
): TextEdit {
  return kind === 'before' ? insertBefore(module, statement, lines) : insertLinesBelow(module, statement, lines);
}

function endsContexts(
  module: PythonModule,
  { name, receiver }: CallSyntax,
  { method, cleanup }: { readonly method: MethodSyntax; readonly cleanup: string },
): boolean {
  if (receiver === undefined) return false;
  if (name === 'term' || name === 'destroy') return true;
  const before = module.textOf(receiver);
  return name === cleanup && (before === method.selfName || /^super\(|^[A-Z]\w*$/.test(before));
}

/** The statement with what stands around it and does nothing but end and close things. */
function wholeEnding(module: PythonModule, statement: SyntaxNode, method: MethodSyntax): SyntaxNode {
  let whole = guardedStatement(module, statement);
  for (let around = whole.parent; around && around !== method.body; around = whole.parent) {
    const compound = around.parent;
    if (compound?.type !== 'try_statement' || !statementsOf(around).every((one) => onlyEnds(module, one))) break;
    whole = compound;
  }
  return whole;
}

function onlyEnds(module: PythonModule, statement: SyntaxNode): boolean {
  if (isLogging(module, statement)) return true;
  if (statement.type === 'if_statement') {
    const block = statement.child('block');
    const hasOthers = statement.childrenOf('elif_clause', 'else_clause').length > 0;
    return !hasOthers && statementsOf(block ?? statement).every((one) => onlyEnds(module, one));
  }
  const call = callOf(module, expressionOf(statement));
  return call?.receiver !== undefined && /^(?:close|term|destroy|unregister|disconnect)$/.test(call.name);
}

/** Around it stand only the bodies of `try` and `with`, and `finally`. */
function isAlwaysReached(statement: SyntaxNode, { body }: MethodSyntax): boolean {
  for (let node = statement.parent; node && node !== body; node = node.parent) {
    if (!['block', 'try_statement', 'finally_clause', 'with_statement'].includes(node.type)) return false;
  }
  return true;
}
