import { ts } from 'ts-morph';
import { groupedBy } from '../../../../core/grouped-by.js';
import { oncePer } from '../../../../core/once-per.js';
import type { ProposedEdit } from '../../../../core/rewrite/edit-group.js';
import { oneGroup } from '../../../../core/rewrite/recipe.js';
import type { Stage } from '../../../../core/rewrite/stage.js';
import { isWithin, nodesIn } from '../../rewrite/syntax/expressions.js';
import { importsOf, type ImportBinding } from '../../rewrite/syntax/imports.js';
import { nodesOfKind } from '../../rewrite/syntax/nodes-of-kind.js';
import type { TypeScriptModule } from '../../rewrite/syntax/typescript-module.js';
import type { TypeScriptContext, TypeScriptRecipe } from '../../rewrite/typescript-recipe.js';
import { removeLines } from '../writing/removal.js';
import { withoutImport } from '../writing/without-import.js';

/** Imports whose last use a stage takes away go with it; one that had no use before stays. One recipe a stage, asked behind all others. */
export const unusedImportsFor = (stage: Stage): TypeScriptRecipe => ({
  id: stage === 'infrastructure' ? 'unused-imports' : `unused-imports-${stage}`,
  title: 'Remove imports that are no longer used',
  description: 'Removes an import when this stage takes its last use away.',
  stage,
  scope: 'file',
  propose: (context) => {
    const uses = usesByName(context.module);
    const unused = importsOf(context.module).filter((one) => isLeftUnused(context, one, uses.get(one.local) ?? []));
    const edits = [...new Set(unused.map(({ statement }) => statement))].flatMap((statement) => {
      const edit = removeNames(context, statement, unused);
      return edit ? [edit] : [];
    });
    return oneGroup({ safety: 'safe', edits, followUp: true });
  },
});

/** Everything that reads like a name. */
const usesByName = oncePer((module: TypeScriptModule) =>
  groupedBy(nodesOfKind<ts.Identifier>(nodesIn(module.file), ts.SyntaxKind.Identifier), ({ text }) => text),
);

function isLeftUnused(
  { module, draft }: TypeScriptContext,
  { local, statement, node }: ImportBinding,
  named: readonly ts.Identifier[],
): boolean {
  if (draft.isDeleted(module.spanOf(statement)) || draft.isDeleted(module.spanOf(node))) return false;
  const uses = named.filter((one) => !isWithin(one, statement));
  const areGone = uses.length > 0 && uses.every((use) => draft.isDeleted(module.spanOf(use)));
  // A name may hold `$`, which means something else in a pattern.
  const word = new RegExp(`(?<![\\w$.])${local.replaceAll('$', '\\$')}(?![\\w$])`);
  return areGone && !draft.appliedEdits.some(({ newText }) => word.test(newText));
}

/** The whole statement, or the one name in its list. */
function removeNames(
  { module }: TypeScriptContext,
  statement: ts.Statement,
  unused: readonly ImportBinding[],
): ProposedEdit | undefined {
  const gone = unused.filter((one) => one.statement === statement);
  const all = importsOf(module).filter((one) => one.statement === statement);
  const [only, other] = gone;
  const isWhole = gone.length === all.length;
  const edit = isWhole ? removeLines(module, statement) : only && !other ? withoutImport(module, only) : undefined;
  return edit && { ...edit, reason: `Nothing uses ${gone.map(({ local }) => local).join(', ')} any more.` };
}
