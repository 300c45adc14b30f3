import { ts } from 'ts-morph';
import type { ContractMethod, OwnedAttribute } from '../../../../../core/contract/contract.js';
import { fine, refused, together, type Finding } from '../../../../../core/rewrite/finding.js';
import type { LeftNote } from '../../../../../core/rewrite/recipe.js';
import type { ReasonCode } from '../../../../../core/reason.js';
import { hasModifier, type MemberSyntax } from '../../../rewrite/agent-syntax.js';
import { startOfLine } from '../../../../../core/text/start-of-line.js';
import { behindLineEnd, endOfLine, startsOwnLine } from '../../../rewrite/syntax/lines.js';
import type { TypeScriptContext } from '../../../rewrite/typescript-recipe.js';
import { contractMethod, fits, isNarrower } from './contract-members.js';
import { literalOf } from './constructor-values.js';
import { usesOnOthers } from './other-instances.js';
import { freeName, isShadowed, renameMember } from './rename-member.js';

/** What becomes of members that carry names of the base: kept as overrides, left to the base, renamed, or a reason to refuse. */
export function settleMembers(context: TypeScriptContext): Finding {
  const { agent, contract } = context;
  const hooked = agent.members.find(({ name }) => contract.constructorHooks.includes(name));
  if (hooked) {
    const message = `${contract.class} calls ${hooked.name} in its constructor, before the fields of ${agent.name} are set.`;
    return refuse(context, 'hook-collision', hooked, message);
  }
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
  return together(settled);
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
  const { module, contract } = context;
  if (isOwnToSet(member, attribute)) return keepOwnValue(context, member, attribute);
  const isName = contract.keywords.some(({ name, role }) => name === attribute.keyword && role === 'name');
  const isText = isName && member.visibility === 'public' && literalOf(context, member.name) !== undefined;
  if (!isText) return rename(context, member, 'owned-attribute');
  const { start, end } = module.spanOf(member.node);
  if (!startsOwnLine(module.text, start)) return rename(context, member, 'owned-attribute');
  const reason = `${contract.class} holds ${member.name}, which its constructor is given.`;
  const line = { start: startOfLine(module.text, start), end: behindLineEnd(module.text, endOfLine(module.text, end)) };
  return fine({ edits: [{ ...line, newText: '', reason }] });
}

/** The base sets it while it is constructed and then leaves it alone, so that what the agent puts there stays. */
function isOwnToSet(member: MemberSyntax, { setOnce, property, visibility = 'public' }: OwnedAttribute): boolean {
  if (setOnce !== true || property !== undefined || visibility === 'private') return false;
  return ['property', 'parameter'].includes(member.kind) && !isNarrower(member.visibility, visibility);
}

function keepOwnValue(context: TypeScriptContext, member: MemberSyntax, { replaceable }: OwnedAttribute): Finding {
  if (replaceable === true) return keepAsOverride(context, member);
  const { module, agent, contract } = context;
  const reason = `${agent.name}.${member.name} takes the place of that of ${contract.class}, which reads it; a person has to confirm that both mean the same.`;
  return keepAsOverride(context, member, [{ reason, line: module.lineOf(member.nameNode) }]);
}

/** Private members go by another name without anybody noticing; others only where nobody outside uses them, and a person looks at it. */
function rename(context: TypeScriptContext, member: MemberSyntax, code: ReasonCode): Finding {
  const { module, agent, contract, outside } = context;
  const { name, visibility } = member;
  const what = `${agent.name}.${name} has the name of a member of ${contract.class}`;
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
  const used = visibility === 'private' ? undefined : outside.attributes.find((use) => use.name === name);
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
    line: module.lineOf(member.nameNode),
  };
  return fine({ edits, renamed, review: isSafe ? [] : [note] });
}

const fulfils = ({ agent }: TypeScriptContext): boolean =>
  agent.node.heritageClauses?.some(({ token }) => token === ts.SyntaxKind.ImplementsKeyword) === true;

const refuse = ({ module }: TypeScriptContext, code: ReasonCode, member: MemberSyntax, message: string): Finding =>
  refused({ code, message, line: module.lineOf(member.nameNode) });
