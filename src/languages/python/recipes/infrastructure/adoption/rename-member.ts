import type { ProposedEdit } from '../../../../../core/rewrite/edit-group.js';
import type { Span } from '../../../../../core/text/span.js';
import { foreignReaches, foreignUses } from '../../../rewrite/foreign-uses.js';
import type { PythonContext } from '../../../rewrite/python-recipe.js';
import { operatorOf } from '../../../rewrite/syntax/operator.js';
import { contentOf, plainStringContent } from '../../../rewrite/syntax/strings.js';
import type { SyntaxNode } from '../../../rewrite/syntax/syntax-node.js';
import { methodsNamed } from '../../../rewrite/syntax/methods-named.js';

export interface MemberRenaming {
  readonly from: string;
  readonly to: string;
  readonly edits: readonly ProposedEdit[];
}

/** A use that a renaming would miss. */
export interface MissedUse {
  /** 1-based. */
  readonly line: number;
  readonly reason: string;
}

export type MemberKind = 'method' | 'attribute';

/** Why a member cannot be renamed everywhere; `undefined` when it can. */
export function findMissedUse(context: PythonContext, name: string, kind: MemberKind): MissedUse | undefined {
  return (
    missedOutside(context, name) ??
    missedByName(context, name) ??
    missedInPattern(context, name) ??
    missedInFile(context, name, kind)
  );
}

/**
 * Renames a method or an attribute of the agent wherever its own class, and the file's own instances of it, use it. Only for a member
 * without a missed use.
 */
export function renameMember(context: PythonContext, from: string, reason: string): MemberRenaming {
  return renameMemberTo(context, from, ownName(context, from), reason);
}

/** The same with a name that the caller has chosen. */
export function renameMemberTo(context: PythonContext, from: string, to: string, reason: string): MemberRenaming {
  const { module, agent, draft } = context;
  const places: readonly Span[] = [
    ...methodsNamed(agent, from).map((method) => method.nameNode),
    ...agent.self.named(from).map((use) => use.nameNode),
    ...agent.self.reaches.filter((reach) => reach.name === from).map(({ literal }) => contentOf(module, literal)),
    ...foreignUses(module, agent, from).flatMap(({ holder, nameNode }) => (holder === 'agent' ? [nameNode] : [])),
  ];
  const kept = places.filter((place) => !draft.isDeleted(place));
  return { from, to, edits: kept.map(({ start, end }) => ({ start, end, newText: to, reason })) };
}

/** `_own_socket` for `socket`, with a number when that name is taken. */
function ownName({ agent, contract }: PythonContext, name: string): string {
  const plain = `_own_${name.replace(/^_+/, '')}`;
  const taken = new Set([
    ...agent.self.uses.map((use) => use.name),
    ...agent.methods.map((method) => method.name),
    ...contract.attributes.map((attribute) => attribute.name),
    ...contract.methods.map((method) => method.name),
  ]);
  let candidate = plain;
  for (let number = 2; taken.has(candidate); number++) candidate = `${plain}_${number}`;
  return candidate;
}

function missedOutside({ module, outside, agent }: PythonContext, name: string): MissedUse | undefined {
  const line = module.lineOf(agent.nameNode);
  const use = outside.attributes.find((one) => one.name === name);
  if (use) return { line, reason: `${use.path} uses ${name} in line ${use.line}` };
  const heir = outside.subclassed.find((one) => one.name === agent.name);
  return heir && { line, reason: `${heir.path} inherits ${agent.name} in line ${heir.line} and may use ${name}` };
}

function missedByName({ module, agent }: PythonContext, name: string): MissedUse | undefined {
  const reach = agent.self.reaches.find((one) => one.name === name && !(one.call === 'hasattr' && one.isDirect));
  if (reach) return { line: module.lineOf(reach.node), reason: `${reach.call} reaches ${name} by its name` };
  const [foreign] = foreignReaches(module, agent, name);
  if (foreign) return { line: module.lineOf(foreign), reason: `${module.textOf(foreign)} reaches ${name} by its name` };
  const [dynamic] = agent.self.dynamic;
  if (!dynamic) return undefined;
  const composed = agent.self.dynamic.find((node) => isComposable(module, node, name));
  if (composed) return { line: module.lineOf(composed), reason: `${module.textOf(composed)} may put ${name} together` };
  const ownLiterals = new Set(agent.self.reaches.map(({ literal }) => literal));
  const isNamed = module
    .nodesOf('string')
    .some((node) => !ownLiterals.has(node) && plainStringContent(module, node) === name && !isLookedUp(module, node));
  return isNamed
    ? { line: module.lineOf(dynamic), reason: `${name} may be reached by a name that is put together` }
    : undefined;
}

/** `getattr(self, f"handle_{kind}")` and `getattr(self, "handle_" + kind)`: what is written of the name fits. */
function isComposable(module: PythonContext['module'], node: SyntaxNode, name: string): boolean {
  const key = node.type === 'call' ? node.parts[1]?.parts[1] : undefined;
  if (key && operatorOf(key, module) === '+') {
    const [head, tail] = key.parts.map((part) => plainStringContent(module, part));
    return (head ?? tail) !== undefined && name.startsWith(head ?? '') && name.endsWith(tail ?? '');
  }
  if (key?.type !== 'string' || key.childrenOf('interpolation').length === 0) return false;
  const parts = key.children.map((part) => {
    if (part.type === 'interpolation') return '\\w*';
    return part.type === 'string_content' ? module.textOf(part).replace(/\W/g, '\\$&') : '';
  });
  return new RegExp(`^${parts.join('')}$`).test(name);
}

/** The string is what a mapping is asked for, or what something is compared with: it does not become the name of an attribute. */
function isLookedUp(module: PythonContext['module'], node: SyntaxNode): boolean {
  const { parent } = node;
  if (parent?.type === 'subscript' || parent?.type === 'comparison_operator') return true;
  const callee = parent?.type === 'argument_list' ? parent.parent?.parts[0] : undefined;
  return callee?.type === 'attribute' && /\.(?:get|pop|setdefault)$/.test(module.textOf(callee));
}

/** `case Agent(name=value):`, of whatever class, and `__match_args__` of the agent. */
function missedInPattern({ module, agent }: PythonContext, name: string): MissedUse | undefined {
  const pattern = module.nodesOf('keyword_pattern').find(({ parts: [key] }) => key && module.textOf(key) === name);
  const [place] = module.scopeOf(agent.node)?.bindings.get('__match_args__') ?? [];
  const listed = place?.parent?.walk().find((node) => plainStringContent(module, node) === name);
  const node = pattern ?? listed;
  return node && { line: module.lineOf(node), reason: `a pattern of match reads ${name}` };
}

/** An attribute of this name that is called is no object of ours: sockets, contexts and threads cannot be called. */
function missedInFile({ module, agent }: PythonContext, name: string, kind: MemberKind): MissedUse | undefined {
  const isCall = ({ parent, start }: SyntaxNode): boolean => parent?.type === 'call' && parent.start === start;
  const missed = foreignUses(module, agent, name).find(
    ({ holder, node }) => holder === 'unknown' && !(kind === 'attribute' && isCall(node)),
  );
  return (
    missed && {
      line: module.lineOf(missed.node),
      reason: `${module.textOf(missed.node)} may be the agent's own ${name}`,
    }
  );
}
