import {
  aliases,
  calls,
  capitalized,
  findEvidence,
  findUses as findUsesOfNames,
  given,
  strings,
  supers,
} from './evidence';
import { checkGrammar, failures } from './grammar/check';
import * as Table from './layout';
import { IntegerList } from './lists';
import * as Outline from './outline';
import * as Scopes from './scopes';
import * as Statements from './statements';
import { tokenize } from './tokenizer';
import * as Tokens from './tokens';
import { uses } from './uses';

export { findName, nameCount, namesEndAt, placeVocabulary, prepareVocabulary, wantedAt } from './names';
export { prepareInterests, trackedAt } from './evidence';
export { prepareText } from './text';

/** Where each table stands, and how many entries it has. */
export const layout = memory.data(Table.TABLES * 8);

/** Reads the text that the host has written: its tokens, statements and scopes, what is wrong with it, and what may be evidence. */
export function scan(): void {
  tokenize();
  Statements.readStatements();
  Scopes.readScopes();
  checkGrammar();
  findEvidence();
  Outline.readOutline();
  publish();
}

/** Finds where names are used that the host has marked (`trackedAt`). */
export function findUses(): void {
  findUsesOfNames();
  tellList(Table.USES, uses);
  tellList(Table.ALIASES, aliases);
}

function publish(): void {
  tell(Table.KINDS, Tokens.kinds, Tokens.count);
  tell(Table.STARTS, Tokens.starts, Tokens.count);
  tell(Table.ENDS, Tokens.ends, Tokens.count);
  tell(Table.IDS, Tokens.ids, Tokens.count);
  tell(Table.LINKS, Tokens.links, Tokens.count);
  tellList(Table.PHYSICAL_LINES, Tokens.physicalLines);
  tellList(Table.COMMENTS, Tokens.comments);
  tellList(Table.PROBLEMS, Tokens.problems);
  tellList(Table.STATEMENT_FIRSTS, Statements.firsts);
  tellList(Table.STATEMENT_ENDS, Statements.statementEnds);
  tellList(Table.KEYWORDS, Statements.keywords);
  tellList(Table.PARENTS, Statements.parents);
  tellList(Table.LASTS, Statements.lasts);
  tellList(Table.SCOPE_OWNERS, Scopes.scopeOwners);
  tellList(Table.SCOPE_PARENTS, Scopes.scopeParents);
  tellList(Table.SCOPES, Scopes.scopes);
  tellList(Table.BODIES, Scopes.bodies);
  tellList(Table.FLAGS, Scopes.flags);
  tellList(Table.FAILURES, failures);
  tellList(Table.CALLS, calls);
  tellList(Table.GIVEN, given);
  tellList(Table.STRINGS, strings);
  tellList(Table.SUPERS, supers);
  tellList(Table.CAPITALIZED, capitalized);
  publishOutline();
}

function publishOutline(): void {
  tellList(Table.IMPORTS, Outline.imports);
  tellList(Table.CLASSES, Outline.classes);
  tellList(Table.DEFINITIONS, Outline.definitions);
  tellList(Table.LOOPS, Outline.loops);
  tellList(Table.DECLARATIONS, Outline.declarations);
  tellList(Table.OF_MODULE, Outline.ofModule);
}

function tell(table: i32, at: usize, count: i32): void {
  store<i32>(layout + ((<usize>table) << 3), <i32>at);
  store<i32>(layout + ((<usize>table) << 3), count, 4);
}

function tellList(table: i32, list: IntegerList): void {
  tell(table, list.data, list.length);
}
