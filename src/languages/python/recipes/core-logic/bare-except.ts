import { nothing, type Proposal } from '../../../../core/rewrite/recipe.js';
import type { PythonRecipe } from '../../rewrite/python-recipe.js';
import type { SyntaxNode } from '../../rewrite/syntax/syntax-node.js';

/** `except:` also catches Ctrl+C and the end of the process, which keeps an agent from stopping. */
export const bareExcept: PythonRecipe = {
  id: 'bare-except',
  title: 'Catch exceptions, not the end of the process',
  description:
    'Offers `except Exception:` for a bare `except:` that does not raise again. For review: what caught Ctrl+C and SystemExit lets them pass.',
  stage: 'core-logic',
  scope: 'class',
  propose({ agent, module, draft }): Proposal {
    if (!agent.isAdopted) return nothing;
    const meansBuiltin = (node: SyntaxNode): boolean => module.scopeAround(node).resolve('Exception') === undefined;
    const clauses = module.nodesIn(agent.body, 'except_clause');
    const bare = clauses.filter((node) => isBare(node) && meansBuiltin(node) && !draft.isDeleted(node));
    const reason = 'A bare except also swallows Ctrl+C and SystemExit, so that the agent cannot be stopped there.';
    return {
      groups: bare.map((clause, index) => {
        const at = clause.start + 'except'.length;
        return {
          id: String(index + 1),
          safety: 'review',
          edits: [{ start: at, end: at, newText: ' Exception', reason }],
        };
      }),
      left: [],
    };
  },
};

function isBare(node: SyntaxNode): boolean {
  if (node.type !== 'except_clause' || node.parts.some(({ type }) => type !== 'block')) return false;
  // A handler that raises again lets everything pass in the end.
  return ![...node.walk(({ type }) => type !== 'function_definition')].some(
    (inner) => inner.type === 'raise_statement' && inner.parts.length === 0,
  );
}
