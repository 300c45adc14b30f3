import { groupedBy } from '../../../../core/grouped-by.js';
import type { Renaming } from '../../../../core/rewrite/edit-group.js';
import type { PythonModule } from '../syntax/python-module.js';
import { memberOf } from './declared-names.js';
import { membersNamed } from './members-named.js';
import { readStatements, saidIn, type Statement } from './read-statements.js';
import { sameDefinitions } from './same-definitions.js';

/** Statements that say the same in the same class; those before a step by the names that it gave them. */
export interface SameStatements {
  readonly before: readonly Statement[];
  readonly after: readonly Statement[];
}

/**
 * The statements that are not where they were: those that stand in another function now, and those of which one text has more than the
 * other. What stands in the same function before and after is not among them.
 */
export function compareStatements(
  before: PythonModule,
  after: PythonModule,
  renamed: readonly Renaming[],
): readonly SameStatements[] {
  const was = new StatementKeys(before, renamed);
  const is = new StatementKeys(after, []);
  const same = sameDefinitions({ before, after }, renamed);
  const places = pairedBy(
    { before: readStatements(before, same.before), after: readStatements(after, same.after) },
    { before: (one) => was.inFunction(one), after: (one) => is.inFunction(one) },
  );
  const left = places.map(withoutPairs);
  return pairedBy(
    { before: left.flatMap((one) => one.before), after: left.flatMap((one) => one.after) },
    { before: (one) => was.inClass(one), after: (one) => is.inClass(one) },
  );
}

type KeyOf = (statement: Statement) => string;

function pairedBy(
  { before, after }: SameStatements,
  keyOf: { readonly before: KeyOf; readonly after: KeyOf },
): readonly SameStatements[] {
  const [was, is] = [groupedBy(before, keyOf.before), groupedBy(after, keyOf.after)];
  const keys = new Set([...was.keys(), ...is.keys()]);
  return [...keys].map((key) => ({ before: was.get(key) ?? [], after: is.get(key) ?? [] }));
}

function withoutPairs({ before, after }: SameStatements): SameStatements {
  const pairs = Math.min(before.length, after.length);
  return { before: before.slice(pairs), after: after.slice(pairs) };
}

/** What statements say, with the names that a step gives to what they name. */
class StatementKeys {
  private readonly names: ReadonlyMap<string, ReadonlyMap<string, string>>;

  constructor(
    private readonly module: PythonModule,
    renamed: readonly Renaming[],
  ) {
    const byClass = groupedBy(renamed, ({ from }) => from.slice(0, Math.max(0, from.indexOf('.'))));
    this.names = new Map(
      [...byClass].map(([name, ofClass]) => [
        name,
        new Map(ofClass.map(({ from, to }) => [memberOf(from), memberOf(to)])),
      ]),
    );
  }

  inFunction(statement: Statement): string {
    const [method = '', ...inner] = statement.functions;
    const functions = [this.names.get(statement.className)?.get(method) ?? method, ...inner];
    return `${functions.join('.')}|${this.inClass(statement)}`;
  }

  inClass(statement: Statement): string {
    return `${statement.className}|${this.said(statement)}`;
  }

  /** A bare statement is one with those around it. */
  private said(statement: Statement): string {
    const { isBare, around } = statement;
    const text = this.textOf(statement);
    return isBare && around ? `${this.said(around)} › ${text}` : text;
  }

  private textOf(statement: Statement): string {
    const names = this.names.get(statement.className);
    if (!names || ![...names.keys()].some((name) => statement.text.includes(name))) return statement.text;
    const anew = membersNamed(this.module, statement).flatMap(({ name, start, end }) => {
      const newText = names.get(name);
      return newText === undefined ? [] : [{ start, end, newText }];
    });
    return anew.length === 0 ? statement.text : saidIn(this.module, statement, anew);
  }
}
