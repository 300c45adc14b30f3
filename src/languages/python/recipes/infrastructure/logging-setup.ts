import { nothing, type Proposal } from '../../../../core/rewrite/recipe.js';
import type { PythonContext, PythonRecipe } from '../../rewrite/python-recipe.js';
import { removeStatements } from '../../rewrite/syntax/removal.js';
import type { SyntaxNode } from '../../rewrite/syntax/syntax-node.js';
import { ADOPT_BASE } from './adopt-base.js';

/** Arguments of `basicConfig` that only choose how much is written and how it looks. */
const appearance = new Set(['level', 'format', 'datefmt', 'style']);

/**
 * A set-up of the root logger beside the base's own. The module's own loggers write through it, so taking it away is for a person to
 * decide; a set-up with handlers, files or streams of its own stays.
 */
export const loggingSetup: PythonRecipe = {
  id: 'logging-setup',
  title: 'Leave the logging set-up to the base',
  description: 'Removes logging.basicConfig(…) at module level when it only sets level and format.',
  stage: 'infrastructure',
  scope: 'file',
  propose: (context) => {
    const { module, contract } = context;
    const basesLogger = contract.attributes.some(({ name, set }) => name === 'logger' && set !== 'never');
    const calls = basesLogger ? module.statements.filter((statement) => isSetUp(context, statement)) : [];
    const plain = calls.filter((statement) => otherArguments(context, statement).length === 0);
    return plain.length === 1 && calls.length === 1 ? removal(context, plain) : nothing;
  },
};

function removal({ module, agent, contract, draft }: PythonContext, statements: readonly SyntaxNode[]): Proposal {
  const reason = `${contract.class} sets up a logger of its own; messages of other loggers below WARNING are then not shown.`;
  const edits = removeStatements(module, statements, (span) => draft.isDeleted(span)).map((edit) => ({
    ...edit,
    reason,
  }));
  const needs = agent.isAdopted ? [] : [ADOPT_BASE];
  return { groups: [{ safety: 'review', edits, needs }], left: [] };
}

function isSetUp({ module }: PythonContext, statement: SyntaxNode): boolean {
  const [call] = statement.type === 'expression_statement' ? statement.parts : [];
  const callee = call?.type === 'call' ? call.parts[0] : undefined;
  return callee !== undefined && module.textOf(callee) === 'logging.basicConfig';
}

function otherArguments({ module }: PythonContext, statement: SyntaxNode): readonly SyntaxNode[] {
  const list = statement.parts[0]?.parts[1]?.parts ?? [];
  return list.filter((argument) => {
    const name = argument.type === 'keyword_argument' ? argument.parts[0] : undefined;
    return !name || !appearance.has(module.textOf(name));
  });
}
