import { ts } from 'ts-morph';
import { nothing } from '../../../../core/rewrite/recipe.js';
import { insertFirst } from '../../rewrite/syntax/insertion.js';
import { nodesOfKind } from '../../rewrite/syntax/nodes-of-kind.js';
import { styleOf } from '../../rewrite/syntax/style.js';
import type { TypeScriptRecipe } from '../../rewrite/typescript-recipe.js';

/** Errors that are caught and forgotten reach the base's reporting. Each for a person to decide: some are meant to be forgotten. */
export const errorReports: TypeScriptRecipe = {
  id: 'error-reports',
  title: "Report errors in the base's way",
  description:
    "Gives an empty catch the base's error reporting. A comment in it says that the error is forgotten on purpose.",
  stage: 'core-logic',
  scope: 'class',
  propose({ module, agent, contract }) {
    const { reportError } = contract;
    const [call] = agent.superCalls;
    if (!agent.isAdopted || reportError === undefined || agent.members.some(({ name }) => name === reportError.name))
      return nothing;
    const isAfterBase = (node: ts.Node): boolean =>
      !call || node.pos > call.end || node.pos < (agent.construct?.pos ?? 0);
    const caught = nodesOfKind<ts.CatchClause>(agent.nodes, ts.SyntaxKind.CatchClause);
    const forgotten = caught.filter((node) => {
      if (node.block.statements.length > 0) return false;
      const bound = node.variableDeclaration?.name;
      const inside = module.textOf(node.block).slice(1, -1).trim();
      return bound !== undefined && ts.isIdentifier(bound) && inside === '' && isAfterBase(node);
    });
    const groups = forgotten.map((node, index) => {
      const line = `this.${reportError.name}(${node.variableDeclaration?.name.getText() ?? ''})${styleOf(module).end}`;
      const reason = `The error is caught and forgotten; ${contract.class} reports it.`;
      const edits = [{ ...insertFirst(module, node.block, [line]), reason }];
      return { id: String(index + 1), safety: 'review' as const, edits };
    });
    return { groups, left: [] };
  },
};
