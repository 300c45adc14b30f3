import type { PythonModule } from '../syntax/python-module.js';
import { isPrintedMarker } from '../syntax/markers.js';
import { undecorated } from '../syntax/statements.js';
import type { SameStatements } from './compare-statements.js';
import { membersNamed } from './members-named.js';
import { saidIn, type Statement } from './read-statements.js';
import { Reasons, rolesIn, type Declared } from './reasons.js';
import type { Versions } from './same-definitions.js';

const logging = /^(?:print|(?:self\.)?_?(?:logging|logger|log)\.\w+)\(/u;

/** Knows of the statements that a step has taken away or added whether what it declared is the reason. */
export class ExplainedStatements {
  private readonly reasons: Reasons;
  private readonly roles: ReadonlySet<string>;
  /** Methods of the base that an agent adds to and never replaces. */
  private readonly extended: ReadonlySet<string>;
  private readonly lostOnes: readonly Statement[];
  private readonly addedOnes: readonly Statement[];
  private readonly differing: ReadonlySet<Statement>;
  /** What new statements say that name a reason, whichever it is. */
  private readonly anew: ReadonlySet<string>;

  constructor(
    private readonly versions: Versions,
    declared: Declared,
    private readonly compared: readonly SameStatements[],
  ) {
    const { contract } = declared;
    this.reasons = new Reasons(versions, declared);
    this.roles = new Set(rolesIn(contract));
    this.extended = new Set(['__init__', ...[contract.healthHook, contract.cleanup].flatMap((one) => one?.name ?? [])]);
    this.lostOnes = compared.flatMap(({ before, after }) => (before.length > after.length ? before : []));
    this.addedOnes = compared.flatMap(({ before, after }) => (after.length > before.length ? after : []));
    this.differing = new Set([...this.lostOnes, ...this.addedOnes]);
    const { after } = versions;
    const saying = this.addedOnes.filter((one) => one.name === '' && this.reasons.areIn(after, one));
    this.anew = new Set(saying.map((one) => withoutMembers(after, one)));
    while (this.learn()) continue;
  }

  /** The first statement of the text before that is gone for no reason. */
  get lost(): Statement | undefined {
    return this.compared.map(({ before, after }) => this.strangeIn('before', before, after)).find(Boolean);
  }

  /** The first statement of the text after that is new for no reason. */
  get added(): Statement | undefined {
    return this.compared.map(({ before, after }) => this.strangeIn('after', after, before)).find(Boolean);
  }

  /** Which of several equal ones went is not known: those that may go are the ones that went. */
  private strangeIn(
    side: keyof Versions,
    these: readonly Statement[],
    others: readonly Statement[],
  ): Statement | undefined {
    if (these.length <= others.length) return undefined;
    const strange = these.filter((one) => !this.isExplained(side, one));
    return strange.length > others.length ? strange[0] : undefined;
  }

  private learn(): boolean {
    const explained = this.lostOnes.filter((one) => this.isExplained('before', one));
    return explained.map((one) => this.reasons.learn(one)).includes(true);
  }

  private isExplained(side: keyof Versions, statement: Statement): boolean {
    if (this.isReasonable(side, statement)) return true;
    const { around, previous, text } = statement;
    if (around && this.goesWith(around) && this.isExplained(side, around)) return true;
    if (!logging.test(text) || !previous || !this.differing.has(previous)) return false;
    return this.isExplained(side, previous);
  }

  /** By what it says itself. */
  private isReasonable(side: keyof Versions, statement: Statement): boolean {
    const module = this.versions[side];
    const { node, name, functions, text } = statement;
    if (undecorated(node).type === 'class_definition') return this.reasons.isAgent(name);
    if (side === 'before')
      return this.reasons.areIn(module, statement) || (name === '' && this.anew.has(withoutMembers(module, statement)));
    if (this.extended.has(name)) return this.takesUp(statement);
    if (functions.some((one) => this.roles.has(one)) || isPrintedMarker(text)) return true;
    return this.reasons.areIn(module, statement);
  }

  /** An override of what the base does itself adds to it, or says what the agent said elsewhere before. */
  private takesUp({ node, className }: Statement): boolean {
    const { after } = this.versions;
    if (after.nodesIn(node, 'identifier').some((one) => after.textOf(one) === 'super')) return true;
    const said = after.nodesIn(undecorated(node).child('block') ?? node, 'string').map((one) => after.textOf(one));
    if (said.length === 0 && after.nodesIn(node, 'attribute').length === 0) return false;
    const ofClass = this.lostOnes.filter((one) => one.className === className);
    return said.every((text) => ofClass.some((one) => one.text.includes(text)));
  }

  /** Its body goes or comes with it; that of a function or a class whose head alone is another one does not. */
  private goesWith(around: Statement): boolean {
    if (!this.differing.has(around)) return false;
    if (around.name === '') return true;
    const isThere = (ones: readonly Statement[]): boolean => ones.some((one) => isSameDefinition(one, around));
    return !isThere(this.lostOnes) || !isThere(this.addedOnes);
  }
}

/** What a statement says, whichever members it names. */
function withoutMembers(module: PythonModule, statement: Statement): string {
  const { className, functions } = statement;
  const others = membersNamed(module, statement).map(({ start, end }) => ({ start, end, newText: '…' }));
  return `${className}|${functions.join('.')}|${saidIn(module, statement, others)}`;
}

const isSameDefinition = (one: Statement, other: Statement): boolean =>
  one.name === other.name && one.className === other.className;
