import { ts } from 'ts-morph';
import type { ContractMethod, OwnedAttribute } from '../../../../../core/contract/contract.js';
import { fine, refused, together, type Finding } from '../../../../../core/rewrite/finding.js';
import type { OutsideUse } from '../../../../../core/rewrite/outside-uses.js';
import type { LeftNote } from '../../../../../core/rewrite/recipe.js';
import type { Reason, ReasonCode } from '../../../../../core/reason.js';
import { hasModifier, type MemberSyntax } from '../../../rewrite/agent-syntax.js';
import type { TypeScriptContext } from '../../../rewrite/typescript-recipe.js';
import { contractMethod, fits, isNarrower } from './contract-members.js';
import { settleOrder } from './construction-order.js';
import { isDecorated, isOwnToSet, leftToBase } from './left-to-base.js';
import { usesOnOthers } from './other-instances.js';
import { freeName, isShadowed, renameMember } from './rename-member.js';
import { isSetAtStart, undeclaredMembers } from './undeclared-members.js';

/** What renaming a member asks about it. */
type NamedMember = Pick<MemberSyntax, 'name' | 'kind' | 'visibility' | 'nameNode'>;

/** What becomes of members that carry names of the base: kept as overrides, left to the base, renamed, or a reason to refuse. */
export function settleMembers(context: TypeScriptContext): Finding {
  const { agent, contract } = context;
  const hooked = agent.members.find(({ name }) => contract.constructorHooks.includes(name));
  if (hooked) {
    const message = `${contract.class} calls ${hooked.name} in its constructor, before the fields of ${agent.name} are set.`;
    return refuse(context, 'hook-collision', hooked, message);
  }
  const heir = heirInTheWay(context);
  if (heir) return refused(heir);
  const seen = new Set<string>();
  const settled = agent.members.flatMap((member) => {
    if (seen.has(member.name)) return [];
    seen.add(member.name);
    if (contract.abstractMethods.includes(member.name)) return [keepAsOverride(context, member)];
    const method = contractMethod(contract, member.name);
    if (method) return [settleMethod(context, member, method)];
    const attribute = contract.attributes.find(({ name }) => name === member.name);
    return attribute ? [settleAttribute(context, member, attribute)] : [];
  });
  return together([...settled, ...settleUndeclared(context), settleOrder(context)]);
}

/** A class of another file that inherits the agent is built on the base too, and no renaming reaches it. */
function heirInTheWay({ agent, contract, outside }: TypeScriptContext): Reason | undefined {
  const owned = new Set([...contract.constructorHooks, ...contract.attributes.map(({ name }) => name)]);
  for (const { path, line, methods = [] } of outside.subclassed) {
    const name = methods.find((one) => owned.has(one));
    if (name === undefined) continue;
    const message = `${path}:${line} inherits ${agent.name} and defines ${name}, which ${contract.class} has or calls while it is constructed.`;
    return { code: 'hook-collision', message };
  }
  return undefined;
}

/** What is used without being declared is a member all the same. */
function settleUndeclared(context: TypeScriptContext): readonly Finding[] {
  const { contract } = context;
  return [...undeclaredMembers(context)].flatMap(([name, use]): readonly Finding[] => {
    const attribute = contract.attributes.find((one) => one.name === name);
    const method = contractMethod(contract, name);
    if (!attribute && !method) return [];
    const member = { name, kind: 'property', visibility: 'public', nameNode: use.nameNode } as const;
    if (!attribute || !isSetAtStart(context, use, attribute))
      return [rename(context, member, attribute ? 'owned-attribute' : 'public-method-collision')];
    return [fine({ review: attribute.replaceable === true ? [] : [inPlaceOfBase(context, member)] })];
  });
}

function settleMethod(context: TypeScriptContext, member: MemberSyntax, method: ContractMethod): Finding {
  const isOpen = method.visibility !== 'private' && !isNarrower(member.visibility, method.visibility ?? 'public');
  if (member.kind === 'method' && isOpen && fits(member, method)) return keepAsOverride(context, member);
  return rename(context, member, 'public-method-collision');
}

function keepAsOverride(
  { module, agent, project, contract }: TypeScriptContext,
  member: MemberSyntax,
  review: readonly LeftNote[] = [],
): Finding {
  const usesOverride = agent.node.members.some((one) => hasModifier(one, ts.SyntaxKind.OverrideKeyword));
  const isMarked = hasModifier(member.node, ts.SyntaxKind.OverrideKeyword);
  if (isMarked || module.isJavaScript || (!project.wantsOverride && !usesOverride)) return fine({ review });
  const before = ts.canHaveModifiers(member.node) ? ts.getModifiers(member.node) : undefined;
  const behind = before
    ?.filter(({ kind }) => kind !== ts.SyntaxKind.AsyncKeyword && kind !== ts.SyntaxKind.ReadonlyKeyword)
    .at(-1);
  const next = behind ? before?.[before.indexOf(behind) + 1] : before?.[0];
  const at = (next ?? firstToken(member)).getStart(module.file);
  const reason = `The project wants it said that ${member.name} overrides that of ${contract.class}.`;
  return fine({ edits: [{ start: at, end: at, newText: 'override ', reason }], review });
}

const firstToken = ({ node, nameNode }: MemberSyntax): ts.Node =>
  ts.isMethodDeclaration(node) ? (node.asteriskToken ?? nameNode) : nameNode;

function settleAttribute(context: TypeScriptContext, member: MemberSyntax, attribute: OwnedAttribute): Finding {
  if (isOwnToSet(member, attribute)) return keepOwnValue(context, member, attribute);
  const removal = leftToBase(context, member);
  if (!removal) return rename(context, member, 'owned-attribute');
  const reason = `${context.contract.class} holds ${member.name}, which its constructor is given.`;
  return fine({ edits: [{ ...removal, reason }] });
}

function keepOwnValue(context: TypeScriptContext, member: MemberSyntax, { replaceable }: OwnedAttribute): Finding {
  if (replaceable === true) return keepAsOverride(context, member);
  return keepAsOverride(context, member, [inPlaceOfBase(context, member)]);
}

function inPlaceOfBase({ module, agent, contract }: TypeScriptContext, { name, nameNode }: NamedMember): LeftNote {
  const reason = `${agent.name}.${name} takes the place of that of ${contract.class}, which reads it; a person has to confirm that both mean the same.`;
  return { reason, line: module.lineOf(nameNode) };
}

/** Private members go by another name without anybody noticing, but for who gets past the compiler; others only where nobody outside uses them, and a person looks at it. */
function rename(context: TypeScriptContext, member: NamedMember, code: ReasonCode): Finding {
  const { module, agent, contract, outside } = context;
  const { name, visibility, nameNode } = member;
  const what = `${agent.name}.${name} has the name of a member of ${contract.class}`;
  // A decorator of a parameter is told its place alone.
  if (member.kind !== 'parameter' && isDecorated(nameNode.parent))
    return refuse(context, code, member, `${what}, and its decorators are told by which name it goes.`);
  const [dynamic] = agent.uses.dynamic;
  if (dynamic)
    return refuse(
      context,
      code,
      member,
      `${what}, and line ${module.lineOf(dynamic)} reaches members by names that are not written out.`,
    );
  const [other] = usesOnOthers(context, name);
  if (other?.certainty === 'instance')
    return refuse(context, code, member, `${what}, and line ${other.line} may use it on another instance.`);
  if (member.kind === 'parameter' && isShadowed(context, name)) {
    return refuse(context, code, member, `${what}, and its constructor has something else of that name.`);
  }
  const isVisible = ({ isUnchecked }: OutsideUse): boolean => visibility !== 'private' || isUnchecked === true;
  const used = outside.attributes.find((use) => use.name === name && isVisible(use));
  if (used) return refuse(context, code, member, `${what}, and ${used.path}:${used.line} uses it.`);
  const [heir] = visibility === 'private' ? [] : outside.subclassed;
  if (heir) return refuse(context, code, member, `${what}, and ${heir.path}:${heir.line} inherits it.`);
  if (visibility !== 'private' && fulfils(context))
    return refuse(context, code, member, `${what}, and an interface may ask for it.`);
  const to = freeName(context, name);
  const edits = renameMember(context, member, to);
  const renamed = [{ from: `${agent.name}.${name}`, to: `${agent.name}.${to}` }];
  const isSafe = visibility === 'private' && !other;
  const doubt = other ? `line ${other.line} may use it on another instance` : `it is ${visibility}`;
  const note: LeftNote = {
    reason: `${what}; its renaming to ${to} is for a person to confirm, because ${doubt}.`,
    line: module.lineOf(nameNode),
  };
  return fine({ edits, renamed, review: isSafe ? [] : [note] });
}

const fulfils = ({ agent }: TypeScriptContext): boolean =>
  agent.node.heritageClauses?.some(({ token }) => token === ts.SyntaxKind.ImplementsKeyword) === true;

const refuse = ({ module }: TypeScriptContext, code: ReasonCode, member: NamedMember, message: string): Finding =>
  refused({ code, message, line: module.lineOf(member.nameNode) });
