import type { ProposedEdit } from '../../../../../core/rewrite/edit-group.js';
import type { Reason } from '../../../../../core/reason.js';
import type { Contract } from '../../../../../core/contract/contract.js';
import type { PythonContext } from '../../../rewrite/python-recipe.js';
import { importedNames, isImport } from '../../../rewrite/syntax/imports.js';
import { insertAfter } from '../../../rewrite/syntax/insertion.js';
import { startWithComments } from '../../../rewrite/syntax/comment-head.js';
import type { PythonModule } from '../../../rewrite/syntax/python-module.js';
import { isDocstring } from '../../../rewrite/syntax/statements.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';

export type BaseName =
  | {
      readonly ok: true;
      /** How the base is called in the file. */ readonly name: string;
      readonly edits: readonly ProposedEdit[];
    }
  | { readonly ok: false; readonly refused: Reason };

/** The name under which the file knows the base, with the import that it still needs. */
export function nameOfBase(context: PythonContext, recipe: string): BaseName {
  const { module, agent, agents, contract, draft, outside } = context;
  const origin = `${contract.module}.${contract.class}`;
  const known = importedNames(module).find(
    (one) => one.unconditional && one.origin === origin && one.statement.end <= agent.whole.start,
  );
  const others = known
    ? module.scopes.bindings.get(known.local)?.length !== 1
    : module.scopes.bindings.has(contract.class);
  if (known && !others) return { ok: true, name: known.local, edits: [] };
  if (others) return { ok: false, refused: alreadyBound(module, known?.local ?? contract.class, contract) };
  const importsBack = outside.base?.importsBack ?? [];
  if (importsBack.length > 0) return { ok: false, refused: circle(contract, importsBack) };
  const isDrafted = agents.some((other) => other !== agent && draft.has(recipe, other.name));
  const first = [agent, ...agents].reduce((a, b) => (b.node.start < a.node.start ? b : a));
  return { ok: true, name: contract.class, edits: isDrafted ? [] : [importEdit(context, first.whole)] };
}

function alreadyBound(module: PythonModule, name: string, contract: Contract): Reason {
  const place = module.scopes.bindings.get(name)?.[0];
  const line = place ? module.lineOf(place) : 1;
  const message =
    `The name ${name} already means something else, or something conditional, in this file (line ${line}). ` +
    `Import it from ${contract.module} at the top of the file, unconditionally, or rename the other one.`;
  return { code: 'base-unresolved', message, line };
}

/** Whoever is imported first finds a module that has not come to its class yet. */
function circle({ class: base }: Contract, files: readonly string[]): Reason {
  const message = `Importing ${base} would close a circle of imports (${files.join(' → ')}); move one of them into the function that needs it.`;
  return { code: 'base-unresolved', message };
}

/**
 * The import goes behind the docstring, `from __future__` and the last unconditional import before the class, and behind statements that
 * change where modules are found; never into a block.
 */
function importEdit({ module, contract, outside }: PythonContext, before: SyntaxNode): ProposedEdit {
  const line = `from ${contract.module} import ${contract.class}`;
  const isFound = outside.startNeedsPath !== true || module.statements.some((one) => changesSearchPath(module, one));
  const reason = `Imports the base class ${contract.class}${isFound ? '' : '; a start as a script then needs PYTHONPATH'}.`;
  const candidates = module.statements.filter((statement) => statement.end <= before.start);
  const anchor = candidates.findLast((statement, index) => {
    return isImport(statement.type) || (index === 0 && isDocstring(statement)) || changesSearchPath(module, statement);
  });
  if (anchor) return { ...insertAfter(module, anchor, [line]), reason };
  const first = module.statements[0] ?? before;
  const at = startWithComments(module.text, first.start);
  const gap = isDefinition(first) ? 2 : 1;
  return { start: at, end: at, newText: `${line}${module.lineEnd.repeat(gap + 1)}`, reason };
}

const isDefinition = ({ type }: SyntaxNode): boolean =>
  ['function_definition', 'class_definition', 'decorated_definition'].includes(type);

function changesSearchPath(module: PythonModule, statement: SyntaxNode): boolean {
  if (isDefinition(statement)) return false;
  return statement.walk().some((node) => node.type === 'attribute' && module.textOf(node) === 'sys.path');
}
