import type { Contract } from '../../../../core/contract/contract.js';
import type { Renaming } from '../../../../core/rewrite/edit-group.js';
import type { PythonModule } from '../syntax/python-module.js';
import { memberOf } from './declared-names.js';
import { membersNamed } from './members-named.js';
import type { Statement } from './read-statements.js';
import { definitionsIn, type Versions } from './same-definitions.js';

/** What a step says about itself. */
export interface Declared {
  readonly classes: readonly string[];
  readonly contract: Contract;
  /** `Class.method`. */
  readonly removed: readonly string[];
  readonly renamed: readonly Renaming[];
}

/** Names that tell why a statement is gone or new: what the base has, what the step declared, and what went together with that. */
export class Reasons {
  /** Of the members of each agent. */
  private readonly members: ReadonlyMap<string, Set<string>>;
  /** Outside of the agents, where nobody knows whose member it is. */
  private readonly anyMember: Set<string>;
  /** Local variables, with the function they are in. */
  private readonly locals = new Set<string>();
  private readonly plainNames: ReadonlySet<string>;

  constructor(
    private readonly versions: Versions,
    { contract, classes, removed, renamed }: Declared,
  ) {
    const { after } = versions;
    const ofBase = [...rolesIn(contract), ...contract.attributes.map(({ name }) => name)];
    const kept = renamed.filter(({ to }) => after.attributesNamed(memberOf(to)).length > 0).map(({ from }) => from);
    // A member that has another name now is the agent's own, whatever the base calls by the former one.
    const ofClass = (name: string): Set<string> =>
      new Set([...ofBase.filter((one) => !kept.includes(`${name}.${one}`)), ...membersIn(name, removed)]);
    this.members = new Map(classes.map((name) => [name, ofClass(name)]));
    const names = renamed.flatMap(({ from, to }) => [from, to]).map(memberOf);
    this.anyMember = new Set([...names, ...[...this.members.values()].flatMap((members) => [...members])]);
    this.plainNames = new Set(['super', '__name__', contract.class]);
    for (const name of this.members.keys()) this.learnBound(name);
  }

  isAgent(name: string): boolean {
    return this.members.has(name);
  }

  areIn(module: PythonModule, statement: Statement): boolean {
    const { className, node } = statement;
    const reasons = className === '' ? this.anyMember : this.members.get(className);
    // What an endless loop and a `try` are there for is said by their bodies alone.
    const body = node.type === 'try_statement' || node.type === 'while_statement' ? node.child('block') : undefined;
    const span = body ? { start: statement.start, end: body.end } : statement;
    if (membersNamed(module, statement, span).some(({ name }) => reasons?.has(name))) return true;
    return module.nodesIn(span, 'identifier').some((one) => {
      const name = module.textOf(one);
      return this.plainNames.has(name) || this.locals.has(localIn(statement, name));
    });
  }

  /** What is nowhere any more and went together with what is explained was there for its sake. True when that is news. */
  learn(lost: Statement): boolean {
    const { before } = this.versions;
    const size = this.anyMember.size + this.locals.size;
    for (const { name } of membersNamed(before, lost)) this.learnMember(lost.className, name);
    for (const {
      parts: [target],
    } of before.nodesIn(lost, 'assignment')) {
      const name = target?.type === 'identifier' ? before.textOf(target) : '';
      if (name !== '' && !this.isNamedAfter(lost, name)) this.locals.add(localIn(lost, name));
    }
    return this.anyMember.size + this.locals.size > size;
  }

  private learnMember(className: string, name: string): void {
    const members = this.members.get(className);
    const around = this.versions.after.classNamed(className)?.node;
    if (!members || !around) return;
    if (this.versions.after.attributesNamed(name).some((node) => node.isWithin(around))) return;
    members.add(name);
    this.anyMember.add(name);
  }

  /** A socket that was bound and is nowhere any more is one that the base binds now; that it does is for other proofs to say. */
  private learnBound(className: string): void {
    const { before } = this.versions;
    const around = before.classNamed(className)?.node;
    for (const node of before.attributesNamed('bind')) {
      const name = around && node.isWithin(around) ? node.parts[0]?.parts[1] : undefined;
      if (name) this.learnMember(className, before.textOf(name));
    }
  }

  /** In the function of that name; one that was renamed or taken away names nothing. */
  private isNamedAfter({ className, functions: [name] }: Statement, variable: string): boolean {
    const { after } = this.versions;
    if (name === undefined) return true;
    const functions = definitionsIn(after).get(className === '' ? name : `${className}.${name}`) ?? [];
    const identifiers = functions.flatMap((node) => after.nodesIn(node, 'identifier'));
    return identifiers.some((node) => after.textOf(node) === variable);
  }
}

const localIn = ({ className, functions }: Statement, name: string): string =>
  `${className}.${functions.join('.')}:${name}`;

const membersIn = (className: string, names: readonly string[]): readonly string[] =>
  names.filter((name) => name.startsWith(`${className}.`)).map(memberOf);

/** The base's methods that an agent has as well, or calls. */
export function rolesIn(contract: Contract): readonly string[] {
  const { run, requestHandler, healthHook, cleanup, sendRequest, discover, reportError } = contract;
  const roles = [run, requestHandler, healthHook, cleanup, sendRequest, discover, reportError];
  return roles.flatMap((role) => role?.name ?? []);
}
