import * as Keyword from './keywords';
import { IntegerList } from './lists';
import { CONDITIONAL, IN_LOOP } from './place-flags';
import { keywords, parents, statementCount } from './statements';

/** The scope of the module; every other scope is the body of a `def` or a `class`. */
const MODULE_SCOPE: i32 = 0;

/** The statement whose body each scope is, and the scope around it; -1 for the module. */
export const scopeOwners = new IntegerList();
export const scopeParents = new IntegerList();
/** The scope in which each statement runs. */
export const scopes = new IntegerList();
/** The scope that each `def` or `class` opens; -1 for any other statement. */
export const bodies = new IntegerList();
/** Whether each statement stands in a loop of its own function, and whether in a block of any kind. */
export const flags = new IntegerList();

export function readScopes(): void {
  scopeOwners.length = 0;
  scopeParents.length = 0;
  scopes.length = 0;
  bodies.length = 0;
  flags.length = 0;
  open(-1, -1);
  for (let statement = 0; statement < statementCount; statement++) place(statement);
}

function place(statement: i32): void {
  const parent = parents.at(statement);
  const opened = parent < 0 ? MODULE_SCOPE : bodies.at(parent);
  const scope = opened >= 0 ? opened : scopes.at(parent);
  scopes.push(scope);
  flags.push(parent < 0 ? 0 : flagsInside(parent));
  const keyword = keywords.at(statement);
  const opensScope = keyword === Keyword.DEF || keyword === Keyword.CLASS;
  bodies.push(opensScope ? open(statement, scope) : -1);
}

function flagsInside(header: i32): i32 {
  switch (keywords.at(header)) {
    case Keyword.DEF:
    case Keyword.CLASS:
      return CONDITIONAL;
    case Keyword.FOR:
    case Keyword.WHILE:
      return CONDITIONAL | IN_LOOP;
    case Keyword.WITH:
      return flags.at(header);
    default:
      return flags.at(header) | CONDITIONAL;
  }
}

function open(owner: i32, parent: i32): i32 {
  scopeOwners.push(owner);
  scopeParents.push(parent);
  return scopeOwners.length - 1;
}
