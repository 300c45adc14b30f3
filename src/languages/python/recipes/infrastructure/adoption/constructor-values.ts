import type { ContractKeyword } from '../../../../../core/contract/contract.js';
import type { PythonContext } from '../../../rewrite/python-recipe.js';
import type { ParameterSyntax } from '../../../rewrite/syntax/class-syntax.js';
import { definitionOfAttribute, type Place } from '../../../rewrite/values/definitions.js';
import { entryExpression } from '../../../rewrite/values/entry-expression.js';
import { numbersIn, numbersOfParameter } from '../../../rewrite/values/numbers-in.js';
import { parameterValue, portValue, type PortValue } from '../../../rewrite/values/port-values.js';

/** What the agent itself has for a keyword of the base's constructor. */
export interface KeywordValue {
  /** Source that can stand at the start of `__init__`. */
  readonly source: string;
  /** The same as a number of a port, for keywords that are one. */
  readonly value: PortValue;
  /** Every number that it may be. */
  readonly numbers: ReadonlySet<number>;
}

/** `undefined` when the agent has no such value, or has it only later in `__init__`. */
export function valueForKeyword(context: PythonContext, keyword: ContractKeyword): KeywordValue | undefined {
  const { module, agent, contract } = context;
  if (!agent.init) return undefined;
  const place: Place = { module, agent, method: agent.init };
  const names = [keyword.name, ...(keyword.synonyms ?? [])];
  const owned = contract.attributes.filter((attribute) => attribute.keyword === keyword.name).map(({ name }) => name);
  for (const name of new Set([...owned, ...names])) {
    if (!agent.self.named(name).some(({ access }) => access !== 'read')) continue;
    // What the agent stores under this name is its value, also when a parameter has the same name.
    const value = valueOfAttribute(name, place);
    return value && isMaybeNone(context, keyword, value.source) ? undefined : value;
  }
  const parameter = agent.init.parameters.find(
    (one) => one.kind !== '*' && one.kind !== '**' && names.includes(one.name),
  );
  if (!parameter || isReassigned(context, parameter.name) || isMaybeNone(context, keyword, parameter.name))
    return undefined;
  return valueOfParameter(parameter, place);
}

/** A parameter that is None unless somebody names the agent: a base has a better name then, and may make a logger of it. */
function isMaybeNone({ agent }: PythonContext, { role }: ContractKeyword, source: string): boolean {
  const parameter = role === 'name' ? agent.init?.parameters.find(({ name }) => name === source) : undefined;
  return parameter?.default?.type === 'none';
}

function valueOfParameter(parameter: ParameterSyntax, place: Place): KeywordValue {
  const value = parameterValue(parameter, place);
  return { source: parameter.name, value, numbers: numbersOfParameter(parameter, place) };
}

function valueOfAttribute(name: string, place: Place): KeywordValue | undefined {
  const write = place.agent.self.named(name).find(({ access }) => access === 'write');
  const source = write && entryExpression(write.node, { ...place, method: write.method });
  const definition = definitionOfAttribute(name, place);
  if (source === undefined || definition?.kind !== 'expression') return undefined;
  const { node, place: from } = definition;
  return { source, value: portValue(node, from), numbers: numbersIn(node, from) };
}

function isReassigned({ module, agent }: PythonContext, name: string): boolean {
  const scope = agent.init && module.scopeOf(agent.init.node);
  return (scope?.bindings.get(name)?.length ?? 0) > 1;
}
