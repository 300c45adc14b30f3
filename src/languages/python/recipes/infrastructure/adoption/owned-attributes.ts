import type { Contract, OwnedAttribute } from '../../../../../core/contract/contract.js';
import type { Reason } from '../../../../../core/reason.js';
import type { PythonContext } from '../../../rewrite/python-recipe.js';
import type { SelfUse } from '../../../rewrite/self-uses.js';
import { classLevelNames } from '../../../rewrite/syntax/class-level-names.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';
import { assignedValue } from '../../../rewrite/values/definitions.js';
import { valueForKeyword } from './constructor-values.js';
import { fine, refused, together, type Finding } from '../../../../../core/rewrite/finding.js';
import { methodsOfConstruction } from './methods-of-construction.js';
import { findMissedUse, renameMember } from './rename-member.js';
import { methodsNamed } from '../../../rewrite/syntax/methods-named.js';

/**
 * Attributes that both the base and the agent set. An object that the agent still needs, such as its own socket, moves to a name of its
 * own; a value that has the same effect as the base's stays until a later stage drops it; anything else forbids the adoption.
 * `passed` are the keywords whose values the base's constructor is given.
 */
export function settleAttributes(context: PythonContext, passed: ReadonlySet<string>): Finding {
  const { contract } = context;
  return together([
    classLevelCollision(context),
    methodNameCollision(context),
    ...contract.attributes.map((attribute) => settleAttribute(context, attribute, passed)),
  ]);
}

function settleAttribute(context: PythonContext, owned: OwnedAttribute, passed: ReadonlySet<string>): Finding {
  const { agent, contract, draft } = context;
  if (owned.set === 'never' || owned.replaceable) return fine();
  const changes = agent.self
    .named(owned.name)
    .filter(({ access, node }) => access !== 'read' && !draft.isDeleted(node));
  const [first] = changes;
  if (!first) return fine();
  if (isOwnObject(contract, owned)) return moveAside(context, owned.name, first);
  const harm = changes.find((change) => !isHarmless(context, owned, change, passed));
  return harm ? refused(notEquivalent(context, harm)) : fine();
}

/** Sockets, contexts and threads that the base has its own of, until a later stage hands the agent's to it. */
export function isOwnObject({ mainSocket, health }: Contract, { name, set }: OwnedAttribute): boolean {
  const objects = [
    mainSocket?.attribute,
    mainSocket?.contextAttribute,
    health?.socketAttribute,
    health?.contextAttribute,
    health?.threadAttribute,
  ];
  return objects.includes(name) || set === 'sometimes';
}

/** The agent's own object goes by another name in the result, so that the base's does not meet it. */
export function isMovedAside({ agent, contract, draft }: PythonContext, owned: OwnedAttribute): boolean {
  const isChanged = agent.self
    .named(owned.name)
    .some(({ access, node }) => access !== 'read' && !draft.isDeleted(node));
  return isChanged && isOwnObject(contract, owned);
}

/** The assignment sets what the base's constructor will set as well, so that it may stand before the call. */
export function isSetAlike(context: PythonContext, { name, node, method }: SelfUse): boolean {
  const { module, contract } = context;
  const owned = contract.attributes.find((one) => one.name === name);
  const keyword = contract.keywords.find((one) => one.name === owned?.keyword);
  if (owned?.keyword !== undefined) return keyword?.role === 'name' && valueForKeyword(context, keyword) !== undefined;
  const value = assignedValue(node);
  return value !== undefined && owned?.equivalent?.includes(normalised(module.textOf(value), method.selfName)) === true;
}

function moveAside(context: PythonContext, name: string, first: SelfUse): Finding {
  const { agent, module, contract } = context;
  const missed = findMissedUse(context, name, 'attribute');
  if (missed) {
    const message = `${contract.class} has a ${name} of its own, and ${agent.name}.${name} cannot be renamed: ${missed.reason}.`;
    return refused({ code: 'owned-attribute', message, line: module.lineOf(first.node) });
  }
  const reason = `${contract.class} has a ${name} of its own; the agent keeps its object under another name until the base takes over.`;
  const { edits, to } = renameMember(context, name, reason);
  return fine({ edits, renamed: [{ from: `${agent.name}.${name}`, to: `${agent.name}.${to}` }] });
}

export function isHarmless(
  context: PythonContext,
  owned: OwnedAttribute,
  change: SelfUse,
  passed: ReadonlySet<string>,
): boolean {
  if (change.access !== 'write') return false;
  const { node, method } = change;
  if (isHarmlessValue(context, owned, { value: assignedValue(node), node, selfName: method.selfName })) return true;
  // What the base leaves empty is there to be filled.
  if (owned.equivalent?.includes('None')) return true;
  return owned.keyword !== undefined && isValueOfKeyword(context, owned.keyword, passed);
}

/** The value is the base's own, or ends the agent as the base would end it; `node` is where it is set. */
export function isHarmlessValue(
  { module, agent, contract }: PythonContext,
  owned: OwnedAttribute,
  {
    value,
    node,
    selfName,
  }: { readonly value: SyntaxNode | undefined; readonly node: SyntaxNode; readonly selfName?: string | undefined },
): boolean {
  const source = value && normalised(module.textOf(value), selfName);
  if (source !== undefined && owned.equivalent?.includes(source)) return true;
  // The base's own loops watch the flag too: lowering it later is how an agent is stopped.
  const isLater = ![...methodsOfConstruction(module, agent)].some(({ body }) => node.isWithin(body));
  return isLater && owned.name === contract.requestLoop?.flag && (source === 'False' || source === 'True');
}

/**
 * Assigning what the keyword was given changes nothing. A port that is withheld is the agent's to say: the base has read its own port
 * before, and the agent serves on its own.
 */
function isValueOfKeyword({ contract }: PythonContext, keyword: string, passed: ReadonlySet<string>): boolean {
  const isPort = contract.ports.some((port) => port.keyword === keyword);
  return isPort || passed.has(keyword);
}

export function notEquivalent({ module, agent, contract }: PythonContext, { name, node, access }: SelfUse): Reason {
  const value = assignedValue(node);
  const what =
    access === 'delete' ? 'deletes it' : value ? `sets it to ${oneLine(module.textOf(value))}` : 'changes it';
  const message = `${contract.class} owns ${name}, and ${agent.name} ${what}, which is not the same; rename it in the agent first.`;
  return { code: 'owned-attribute', message, line: module.lineOf(node) };
}

export function classLevelCollision(context: PythonContext): Finding {
  const { module, agent, contract } = context;
  const owned = new Set(contract.attributes.filter(({ set }) => set !== 'never').map(({ name }) => name));
  const clash = classLevelNames(module, agent).find(({ name }) => owned.has(name));
  if (!clash) return fine();
  const message = `${contract.class} sets ${clash.name} on every agent, and ${agent.name} defines it as ${clash.what}; rename it in the agent first.`;
  return refused({ code: 'owned-attribute', message, line: module.lineOf(clash.node) });
}

/** An attribute of an instance hides the base's method of the same name. */
function methodNameCollision({ module, agent, contract }: PythonContext): Finding {
  const names = new Set([...contract.constructorHooks, ...contract.methods.map(({ name }) => name)]);
  const hiding = [...names].flatMap((name) => (methodsNamed(agent, name).length > 0 ? [] : agent.self.named(name)));
  const [clash] = hiding.filter(({ access }) => access !== 'read').sort((a, b) => a.node.start - b.node.start);
  if (!clash) return fine();
  const message = `${agent.name} sets an attribute ${clash.name}, which hides a method that ${contract.class} needs; rename it first.`;
  return refused({ code: 'owned-attribute', message, line: module.lineOf(clash.node) });
}

/** Source in one spelling: the contract writes `self`, spaces only where the language needs them, and double quotes nowhere. */
function normalised(source: string, selfName: string | undefined): string {
  const spaced = source.replace(/\s+/g, ' ').trim();
  return selfName === undefined || selfName === 'self'
    ? spaced
    : spaced.replaceAll(new RegExp(`\\b${selfName}\\b`, 'g'), 'self');
}

const oneLine = (source: string): string => {
  const line = source.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
};
