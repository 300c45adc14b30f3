import { ts } from 'ts-morph';
import type { OwnedAttribute } from '../../../../../core/contract/contract.js';
import type { TextEdit } from '../../../../../core/rewrite/text-edit.js';
import type { MemberSyntax } from '../../../rewrite/agent-syntax.js';
import type { TypeScriptContext } from '../../../rewrite/typescript-recipe.js';
import { removeDeclaration } from '../../writing/removal.js';
import { literalOf } from './constructor-values.js';
import { isNarrower } from './contract-members.js';

/** Takes the declaration of a name away that the base holds and is given; `undefined` for what the class keeps. */
export function leftToBase(context: TypeScriptContext, member: MemberSyntax): TextEdit | undefined {
  const { module, contract } = context;
  const attribute = contract.attributes.find(({ name }) => name === member.name);
  if (!attribute || isOwnToSet(member, attribute) || isDecorated(member.node)) return undefined;
  const isName = contract.keywords.some(({ name, role }) => name === attribute.keyword && role === 'name');
  const isText = isName && member.visibility === 'public' && literalOf(context, member.name) !== undefined;
  return isText ? removeDeclaration(module, member.node) : undefined;
}

export const isDecorated = (node: ts.Node): boolean =>
  ts.canHaveDecorators(node) && (ts.getDecorators(node) ?? []).length > 0;

/** The base sets it while it is constructed and then leaves it alone, so that what the agent puts there stays. */
export function isOwnToSet(
  member: MemberSyntax,
  { setOnce, property, visibility = 'public' }: OwnedAttribute,
): boolean {
  if (setOnce !== true || property !== undefined || visibility === 'private') return false;
  return ['property', 'parameter'].includes(member.kind) && !isNarrower(member.visibility, visibility);
}
