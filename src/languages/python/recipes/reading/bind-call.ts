import type { ContractMethod } from '../../../../core/contract/contract.js';
import type { CallSyntax } from './origins.js';

/** Why the method cannot be called with these arguments; `undefined` when it can, or when only running the code would tell. */
export function misfitOf(call: CallSyntax, { parameters }: ContractMethod): string | undefined {
  const list = call.node.parts[1]?.parts ?? [];
  const hasSplat = list.some(({ type }) => type === 'list_splat' || type === 'dictionary_splat');
  if (parameters === undefined || hasSplat) return undefined;
  const star = parameters.findIndex((one) => one.startsWith('*'));
  const positional = (star < 0 ? parameters : parameters.slice(0, star)).map(nameOf);
  const takesMore = parameters.some((one) => /^\*\w/.test(one));
  if (call.positional.length > positional.length && !takesMore)
    return `it takes ${positional.length} arguments by position, and is given ${call.positional.length}`;
  const keywords = new Set(parameters.filter((one) => !one.startsWith('*')).map(nameOf));
  const unknown = [...call.keywords.keys()].find((name) => !keywords.has(name));
  if (unknown !== undefined && !parameters.some((one) => one.startsWith('**'))) return `it has no parameter ${unknown}`;
  const given = new Set([...positional.slice(0, call.positional.length), ...call.keywords.keys()]);
  const missing = parameters.filter((one) => !one.startsWith('*') && !one.includes('=')).map(nameOf);
  const lacking = missing.find((name) => !given.has(name));
  return lacking === undefined ? undefined : `it needs ${lacking}`;
}

const nameOf = (parameter: string): string => /^\w+/.exec(parameter)?.[0] ?? parameter;
