import { oncePer } from '../../../core/once-per.js';
import type { Contract } from '../../../core/contract/contract.js';
import type { AgentSyntax } from './agent-syntax.js';
import { isCalled, type SelfUse } from './self-uses.js';
import { classLevelNames } from './syntax/class-level-names.js';
import type { MethodSyntax } from './syntax/class-syntax.js';
import type { PythonModule } from './syntax/python-module.js';
import type { SyntaxNode } from './syntax/syntax-node.js';
import { assignedValue } from './values/definitions.js';

/** An attribute that is read early, and the statement of `__init__` behind which it is what it will be when the agent is made. */
export interface EarlyState {
  readonly attribute: string;
  readonly read: SelfUse;
  readonly statement: SyntaxNode;
}

/** Nodes that the step at hand takes away. */
export type IsGone = (node: SyntaxNode) => boolean;

/**
 * Methods of the base that it calls before its constructor has returned, itself or from a thread that it starts. The cleanup is none: there it
 * runs only when the construction has failed, and the exception ends the agent anyway.
 */
export function earlyMethods(contract: Contract): ReadonlySet<string> {
  const { methods, run, requestHandler, healthHook, cleanup } = contract;
  const all = [...methods, ...[run, requestHandler, healthHook].flatMap((role) => role ?? [])];
  const early = new Set(['__init__', ...contract.constructorHooks]);
  for (let size = 0; size < early.size;) {
    size = early.size;
    for (const { name, calledBy = [] } of all)
      if (name !== cleanup?.name && calledBy.some((caller) => early.has(caller))) early.add(name);
  }
  early.delete('__init__');
  return early;
}

/** Names of attributes that the base sets before it calls anything of an agent. */
export const setByBase = ({ attributes }: Contract): ReadonlySet<string> =>
  new Set(attributes.filter(({ set }) => set === 'constructor').map(({ name }) => name));

/** Uses and all that they lead to: `follow` says which of them run the method, or the property, of their name. */
export function usesReached(
  agent: AgentSyntax,
  from: readonly SelfUse[],
  follow: (use: SelfUse) => boolean = () => true,
): readonly SelfUse[] {
  const behind = usesBehind(agent);
  const reached = new Set<SelfUse>();
  const open = [...from];
  for (let use = open.pop(); use; use = open.pop()) {
    if (reached.has(use)) continue;
    reached.add(use);
    if (follow(use)) open.push(...(behind.get(use.name) ?? []));
  }
  return [...reached];
}

/** The uses in the bodies of an agent's methods, by the methods' names. */
const usesBehind = oncePer((agent: AgentSyntax): ReadonlyMap<string, readonly SelfUse[]> => {
  const behind = new Map(agent.methods.map(({ name }): [string, SelfUse[]] => [name, []]));
  for (const use of agent.self.uses) behind.get(use.method.name)?.push(use);
  return behind;
});

/**
 * What `reads`, and the methods that they lead to, want of the object, as far as `__init__` sets it. Attributes in `provided` are the base's;
 * what the class itself holds, and what the reader asks for first with `hasattr`, need not be there.
 */
export function earlyState(
  module: PythonModule,
  agent: AgentSyntax,
  reads: readonly SelfUse[],
  { provided, isGone }: { readonly provided: ReadonlySet<string>; readonly isGone: IsGone },
): readonly EarlyState[] {
  if (!agent.init || reads.length === 0) return [];
  const onClass = new Set(classLevelNames(module, agent).map(({ name }) => name));
  const wanted = new Map<string, SelfUse>();
  for (const use of usesReached(agent, reads)) {
    const isAsked = agent.self.reaches.some(
      ({ call, name, method }) => call === 'hasattr' && name === use.name && method === use.method,
    );
    const isRead = use.access === 'read' || use.access === 'augment';
    if (isRead && !isAsked && !provided.has(use.name) && !onClass.has(use.name)) wanted.set(use.name, use);
  }
  const settings = settingsIn(agent, agent.init, isGone);
  return [...wanted].flatMap(([attribute, read]) => {
    const { first, last, isFilled } = settings.get(attribute) ?? {};
    const statement = isFilled === true ? last : (first ?? last);
    return statement ? [{ attribute, read, statement }] : [];
  });
}

/** The statements of `__init__` that set an attribute. */
interface Setting {
  /** The first that sets it to something to work with. */
  first?: SyntaxNode;
  last?: SyntaxNode;
  /** Its items are set. */
  isFilled?: boolean;
}

function settingsIn(agent: AgentSyntax, init: MethodSyntax, isGone: IsGone): ReadonlyMap<string, Setting> {
  const settings = new Map<string, Setting>();
  for (const statement of init.statements) {
    for (const use of setsIn(agent, statement, isGone)) {
      const setting = settings.get(use.name) ?? {};
      settings.set(use.name, setting);
      setting.last = statement;
      if (use.access === 'read') setting.isFilled = true;
      if (isSetForGood(agent, use)) setting.first ??= statement;
    }
  }
  return settings;
}

/** Assignments of attributes, and of their items, in a statement of `__init__` and in the methods that it calls. */
function setsIn(agent: AgentSyntax, statement: SyntaxNode, isGone: IsGone): readonly SelfUse[] {
  if (isGone(statement)) return [];
  const inside = agent.self.within(statement);
  return usesReached(agent, inside, isCalled).filter(
    (use) => !isGone(use.node) && (use.access === 'write' || setsItem(use)),
  );
}

/** `self.name[key] = value`. */
function setsItem({ node: { parent }, node }: SelfUse): boolean {
  return parent?.type === 'subscript' && parent.parts[0] === node && assignedValue(parent) !== undefined;
}

/** A statement of `__init__` itself sets it to more than `None`, so that whoever reads it finds something to work with. */
function isSetForGood({ init }: AgentSyntax, { access, node, statement }: SelfUse): boolean {
  const value = access === 'write' && statement.parent === init?.body ? assignedValue(node) : undefined;
  return value !== undefined && value.type !== 'none';
}
