import type { PythonContext } from '../../../rewrite/python-recipe.js';
import type { PythonModule } from '../../../rewrite/syntax/python-module.js';
import type { SelfUse } from '../../../rewrite/self-uses.js';
import { statementsOf } from '../../../rewrite/syntax/statements.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';
import { statementOfCall } from '../../reading/own-sockets.js';
import { SUPER_CLEANUP } from '../super-cleanup.js';

/** `self.socket.close()` in a method that goes on to the base's cleanup, which closes it. */
export function closingStatements(
  { module, agent, contract, draft }: PythonContext,
  uses: readonly SelfUse[],
): readonly SyntaxNode[] {
  const cleanup = contract.cleanup?.name;
  const own = agent.methods.find((method) => method.name === cleanup);
  if (own === undefined || cleanup === undefined) return [];
  const reachesBase = draft.has(SUPER_CLEANUP, agent.name) || module.textOf(own.body).includes(`super().${cleanup}(`);
  if (!reachesBase) return [];
  const closes = uses.filter(
    (use) => use.method === own && /^(close|term|destroy)$/.test(statementOfCall(module, use)?.name ?? ''),
  );
  return closes.map((use) => guardedStatement(module, use.statement));
}

/** The statement with an `if` around it that asks only whether the thing is there. */
export function guardedStatement(module: PythonModule, statement: SyntaxNode): SyntaxNode {
  const block = statement.parent;
  const guard = block?.parent;
  if (guard?.type !== 'if_statement' || block === undefined || statementsOf(block).length !== 1) return statement;
  if (guard.childrenOf('elif_clause', 'else_clause').length > 0) return statement;
  const condition = guard.parts[0];
  return condition !== undefined && /^(hasattr\(|self\.\w+( is not None)?( and |$))/.test(module.textOf(condition))
    ? guard
    : statement;
}
