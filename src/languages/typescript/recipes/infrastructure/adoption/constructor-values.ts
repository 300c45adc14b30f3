import { ts } from 'ts-morph';
import type { ContractKeyword } from '../../../../../core/contract/contract.js';
import { nodesIn } from '../../../rewrite/syntax/expressions.js';
import { quoted } from '../../../rewrite/syntax/style.js';
import type { TypeScriptContext } from '../../../rewrite/typescript-recipe.js';
import { sameType, takesType } from './type-texts.js';

/** What the base's constructor is given, in the order of its parameters. */
export type ConstructorValues =
  | { readonly ok: true; readonly values: readonly GivenValue[] }
  /** The keyword that stands in the way, and why. */
  | { readonly ok: false; readonly keyword: string; readonly reason: string };

interface GivenValue {
  readonly keyword: string;
  /** Expression that can be evaluated at the start of the constructor. */
  readonly value: string;
}

/** A value for everything that the base demands; ports are withheld while the agent uses them itself. */
export function constructorValues(context: TypeScriptContext): ConstructorValues {
  const { contract, agent } = context;
  const values: GivenValue[] = [];
  for (const keyword of contract.keywords) {
    const isDemanded = keyword.default === undefined;
    if (!isDemanded && contract.positional !== 'accepted') continue;
    const value = valueOf(context, keyword);
    if (value === undefined && isDemanded)
      return notGiven(keyword, `nothing in ${agent.name}'s constructor is called so`);
    // A positional argument that is left out ends the list.
    if (value === undefined) break;
    if (!isDemanded && (agent.construct === undefined || isPort(keyword))) break;
    if (isBoundAtOnce(context, keyword) && isUsed(context, value))
      return notGiven(keyword, `binds it at once, and ${agent.name} uses the same ${value} itself`);
    values.push({ keyword: keyword.name, value });
  }
  return { ok: true, values };
}

const notGiven = ({ name }: ContractKeyword, reason: string): ConstructorValues => ({
  ok: false,
  keyword: name,
  reason,
});

const isPort = ({ role }: ContractKeyword): boolean => role === 'port' || role === 'health-port';

const isBoundAtOnce = ({ contract }: TypeScriptContext, { name }: ContractKeyword): boolean =>
  contract.ports.some(({ keyword, boundIn }) => keyword === name && boundIn !== 'run');

/** The agent does something with a parameter of its constructor, which may be to bind it too. */
function isUsed({ agent }: TypeScriptContext, parameter: string): boolean {
  const isHeld = agent.members.some(({ name, kind }) => name === parameter && kind === 'parameter');
  const body = agent.construct?.body;
  return isHeld || (body !== undefined && nodesIn(body).some((one) => ts.isIdentifier(one) && one.text === parameter));
}

function valueOf(context: TypeScriptContext, keyword: ContractKeyword): string | undefined {
  const { module, agent, contract } = context;
  const parameter = parameterFor(context, keyword);
  if (parameter !== undefined) return parameter;
  if (keyword.role !== 'name') return undefined;
  const own = contract.attributes.find((attribute) => attribute.keyword === keyword.name);
  return (own && literalOf(context, own.name)) ?? quoted(module, agent.name);
}

/** A parameter of the same meaning: by its name where the base takes its type, then by the exact text of its type. */
function parameterFor({ module, agent, contract }: TypeScriptContext, keyword: ContractKeyword): string | undefined {
  const parameters = (agent.construct?.parameters ?? []).flatMap((node) =>
    ts.isIdentifier(node.name) && !node.dotDotDotToken ? [{ node, name: node.name.text }] : [],
  );
  const isTyped = (node: ts.ParameterDeclaration, wanted: string, matches: typeof sameType): boolean =>
    node.type !== undefined && matches(wanted, module.textOf(node.type)) && !node.questionToken;
  const wanted = keyword.type ?? (keyword.role === 'name' ? 'string' : undefined);
  const names = [keyword.name, ...(keyword.synonyms ?? [])];
  const named = parameters.find(
    ({ node, name }) => names.includes(name) && (wanted === undefined || isTyped(node, wanted, takesType)),
  );
  if (named) return named.name;
  if (contract.positional !== 'accepted' || wanted === undefined) return undefined;
  const sameTyped = parameters.filter(({ node }) => isTyped(node, wanted, sameType));
  const isPlain = /^(?:string|number|boolean|unknown|any|object)$/.test(wanted);
  return sameTyped.length === 1 && !isPlain ? sameTyped[0]?.name : undefined;
}

/** The text that a field of the class holds for good: `readonly name = 'weather'`. */
export function literalOf({ module, agent }: TypeScriptContext, name: string): string | undefined {
  const member = agent.members.find((one) => one.name === name && one.kind === 'property');
  const isWritten = agent.uses.all.some((use) => use.name === name && use.isWrite);
  if (!member || isWritten || !ts.isPropertyDeclaration(member.node)) return undefined;
  const { initializer } = member.node;
  return initializer && ts.isStringLiteral(initializer) ? module.textOf(initializer) : undefined;
}
