import * as Keyword from './keywords';
import { IntegerList } from './lists';
import { scopes } from './scopes';
import { keywords, statementCount } from './statements';

/** Statements by what they are, in source order. */
export const imports = new IntegerList();
export const classes = new IntegerList();
export const definitions = new IntegerList();
/** `while` statements. */
export const loops = new IntegerList();
/** `global` and `nonlocal` statements. */
export const declarations = new IntegerList();
/** Those that run as a part of the module itself. */
export const ofModule = new IntegerList();

/** Sorts out what a reader of facts would look for in all statements. */
export function readOutline(): void {
  imports.length = 0;
  classes.length = 0;
  definitions.length = 0;
  loops.length = 0;
  declarations.length = 0;
  ofModule.length = 0;
  for (let statement = 0; statement < statementCount; statement++) {
    sortOut(statement);
    if (scopes.at(statement) === 0) ofModule.push(statement);
  }
}

function sortOut(statement: i32): void {
  switch (keywords.at(statement)) {
    case Keyword.IMPORT:
    case Keyword.FROM:
      imports.push(statement);
      break;
    case Keyword.CLASS:
      classes.push(statement);
      break;
    case Keyword.DEF:
      definitions.push(statement);
      break;
    case Keyword.WHILE:
      loops.push(statement);
      break;
    case Keyword.GLOBAL:
    case Keyword.NONLOCAL:
      declarations.push(statement);
      break;
    default:
      break;
  }
}
