import type { EditGroup } from '../../../../core/rewrite/edit-group.js';
import { nothing } from '../../../../core/rewrite/recipe.js';
import type { PythonContext, PythonRecipe } from '../../rewrite/python-recipe.js';
import type { PythonModule } from '../../rewrite/syntax/python-module.js';
import { removeStatements } from '../../rewrite/syntax/removal.js';
import { statementsOf } from '../../rewrite/syntax/statements.js';
import type { SyntaxNode } from '../../rewrite/syntax/syntax-node.js';
import { ADOPT_BASE } from './adopt-base.js';

/**
 * Statements that put a folder on the search path. They do no harm, and a file that is run as a script may find its modules by nothing
 * else, so taking them away is for a person to decide. What stands in a block with other statements stays.
 */
export const sysPath: PythonRecipe = {
  id: 'sys-path',
  title: 'Remove changes of sys.path',
  description:
    'Removes statements that put folders on sys.path, when every import finds its module from the workspace.',
  stage: 'infrastructure',
  scope: 'file',
  propose: (context) => {
    const { module, agent, outside } = context;
    if (outside.importsBySearchPath.length > 0) return nothing;
    const hacks = module.statements.filter((statement) => isHack(module, statement));
    const needs = agent.isAdopted ? [] : [ADOPT_BASE];
    return {
      groups: hacks.map((hack, index) => ({ ...removal(context, hack), id: String(index + 1), needs })),
      left: [],
    };
  },
};

function removal({ module, draft }: PythonContext, hack: SyntaxNode): EditGroup {
  const reason = 'Every import finds its module from the workspace; a start as a script then needs PYTHONPATH.';
  const edits = removeStatements(module, [hack], (span) => draft.isDeleted(span));
  return { safety: 'review', edits: edits.map((edit) => ({ ...edit, reason })) };
}

/** `sys.path.insert(…)` alone, or under a question whether the folder is there already. */
function isHack(module: PythonModule, statement: SyntaxNode): boolean {
  if (statement.type === 'expression_statement') {
    return /^sys\.path\.(?:insert|append)\s*\(/.test(module.textOf(statement)) && statement.parts[0]?.type === 'call';
  }
  if (statement.type !== 'if_statement' || statement.child('elif_clause', 'else_clause')) return false;
  const [condition] = statement.parts;
  const [only, ...more] = statementsOf(statement.child('block') ?? statement);
  const isQuestion = condition !== undefined && /\bnot\s+in\s+sys\.path$/.test(module.textOf(condition));
  return isQuestion && more.length === 0 && only !== undefined && isHack(module, only);
}
